/**
 * Hazards of procedures that people really ran, in documents of the same shape: each must be found by the rules together,
 * whichever of them does it. What the fragments say is made up.
 */
import { describe, expect, test } from "vitest";
import { rules } from "../../lint-rules/index.ts";
import { analyseText } from "../helpers/analyse-text.ts";

async function findingsIn(text: string): Promise<string[]> {
  const { diagnostics } = await analyseText(text, { rules });
  return diagnostics.map(({ code, span }) => `${span.start.line} ${code}`);
}

describe("a gate that opens although nothing was seen", () => {
  test("the words of success stand behind `||`, in one pipeline with a search for failures", async () => {
    const text = [
      "## 1. Power on",
      "",
      "**GATE:** every agent is back (2-5 min).",
      "",
      "```bash",
      "juju machines --format=json | jq -r '.machines | to_entries[]",
      '  | "\\(.key) \\(.value."juju-status".current)"\' | grep -v started \\',
      '  || echo "all are back"',
      "```",
      "",
    ].join("\n");
    const found = await findingsIn(text);
    expect(found).toContain("7 lint/gate-cannot-fail");
    // The containers inside the machines are not visited at all.
    expect(found).toContain("6 lint/containers-left-out");
  });

  test("the last command of a settle check is `true`", async () => {
    const text = [
      "## 1. Settle",
      "",
      "**CHECK (read-only) -- jumphost**",
      "",
      "```bash",
      "juju status -m cloud keystone",
      "juju status -m cloud --format=json | jq -r '.. | objects | select(.current? == \"error\") | .message' \\",
      "  | sed 's/^/ERROR: /' ; true",
      "```",
      "",
      "**GATE:** all units are idle and none is in error.",
      "",
    ].join("\n");
    expect(await findingsIn(text)).toContain("8 lint/gate-cannot-fail");
  });

  test("two sides of a comparison that are equal when both are missing", async () => {
    const text = [
      "## 1. Compare",
      "",
      "**CHECK (read-only) -- jumphost**",
      "",
      "```bash",
      "diff <(sort built/<before>/bundle.yaml) \\",
      "     <(sort built/<after>/bundle.yaml) | grep -E '^[<>]' | sort",
      "```",
      "",
      "**Expect:** only the revisions differ.",
      "",
    ].join("\n");
    const found = await findingsIn(text);
    expect(found).toContain("6 lint/pipeline-status-lost");
    expect(found).toContain("6 resolve/unresolved-placeholder");
  });
});

test("a value that nobody filled in, where bash would take it for redirections and inside quotes", async () => {
  const text = [
    "## 1. Back up",
    "",
    "**RUN -- jumphost**",
    "",
    "```bash",
    "juju create-backup --filename ~/backup-<target>-$(date -u +%Y%m%d).tar.gz \\",
    '  "from <old> to <target>"',
    "```",
    "",
    "**GATE:** the archive is there.",
    "",
  ].join("\n");
  const found = await findingsIn(text);
  expect(found).toContain("6 resolve/unresolved-placeholder");
  expect(found.filter((finding) => finding === "7 resolve/unresolved-placeholder")).toHaveLength(2);
});

test("a check of words alone, a name that a renderer has swallowed, a loop that ends alike on success and failure", async () => {
  const text = [
    "## 4. Chassis",
    "",
    "CHECK: connection status on every chassis. If one is not connected, restart it.",
    "",
    "## 5. Balancers",
    "",
    "```bash",
    "LB=",
    'openstack loadbalancer failover "$LB"',
    "```",
    "",
    "## 6. Wait",
    "",
    "**GATE:** the balancer is up.",
    "",
    "```bash",
    "for i in $(seq 1 60); do",
    '  case "$(openstack loadbalancer show lb-1 -f value -c provisioning_status </dev/null)" in',
    '    ACTIVE) echo "it is up"; break ;;',
    '    ERROR) echo "it failed"; break ;;',
    "  esac",
    "  sleep 10",
    "done",
    "```",
    "",
  ].join("\n");
  const found = await findingsIn(text);
  expect(found).toContain("3 lint/check-without-command");
  expect(found).toContain("8 lint/empty-assignment");
  expect(found).toContain("17 lint/gate-cannot-fail");
});

test("changes in the comments of a reading, an id that was cut off, an id that stands in several places", async () => {
  const text = [
    "## 4. Verify",
    "",
    "ENV literals: the load balancer is 1d5f79a2-...; the project 5e1c0f7a9b3d4e2f8a6b7c8d9e0f1a2b.",
    "",
    "**CHECK (read-only) -- jumphost**",
    "",
    "```bash",
    "export OS_PROJECT_ID=5e1c0f7a9b3d4e2f8a6b7c8d9e0f1a2b",
    'kubectl -n "magnum-5e1c0f7a9b3d4e2f8a6b7c8d9e0f1a2b" get cluster',
    "# lost the file?",
    "# ssh -o BatchMode=yes ubuntu@192.0.2.40 \\",
    '#   "sudo k8s config server=https://192.0.2.40:6443" > ~/mgmt.kubeconfig',
    "# 2) openstack server delete <uuid>  # by uuid",
    "```",
    "",
    "**GATE:** every machine is running.",
    "",
    "```bash",
    "openstack server list --project 5e1c0f7a9b3d4e2f8a6b7c8d9e0f1a2b </dev/null",
    "```",
    "",
  ].join("\n");
  const found = await findingsIn(text);
  expect(found).toContain("3 lint/truncated-id");
  expect(found).toContain("11 lint/change-in-comment");
  expect(found).toContain("13 lint/change-in-comment");
  expect(found.filter((finding) => finding.endsWith("lint/repeated-literal")).length).toBeGreaterThan(0);
});

test("a check of one name and a change of another, a name that is worked out twice", async () => {
  const text = [
    "## 1. Refresh",
    "",
    "**CHECK (read-only) -- jumphost**",
    "",
    "```bash",
    "APP=<app>",
    'juju status -m cloud --format=json | jq -e ".applications[\\"$APP\\"]"',
    'juju status "$APP"',
    "tar -tf ~/backup-$(date -u +%Y%m%d).tar.gz",
    "```",
    "",
    "**RUN -- jumphost**",
    "",
    "```bash",
    "tar -czf ~/backup-$(date -u +%Y%m%d).tar.gz ~/backups",
    "juju refresh -m cloud <app>",
    "juju status -m cloud",
    "```",
    "",
    "**GATE:** it is idle.",
    "",
  ].join("\n");
  const found = await findingsIn(text);
  expect(found).toContain("8 lint/unlike-names");
  expect(found).toContain("16 lint/unlike-names");
  expect(found.filter((finding) => finding.endsWith("lint/repeated-computation")).length).toBeGreaterThan(0);
});
