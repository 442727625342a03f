/**
 * Defects of procedures that people really ran, where what is looked at, what is changed and what is written down drift
 * apart: the legacy document as its authors wrote it, and fragments of the shape of others.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rules } from "../../lint-rules/index.ts";
import { analyseText } from "../helpers/analyse-text.ts";

const fixture = join(import.meta.dirname, "..", "fixtures", "legacy", "ops-update-procedure.md");

async function findingsIn(text: string, names: readonly string[]): Promise<string[]> {
  const { diagnostics } = await analyseText(text, { rules });
  return diagnostics.filter(({ code }) => names.includes(code)).map(({ code, message, span }) => `${span.start.line} ${code} ${message}`);
}

test("a check of $APP in the current model, a change of <app>; a date that is worked out twice", async () => {
  const text = readFileSync(fixture, "utf8");
  const lineOf = (part: string, from = 0): number => text.split("\n").findIndex((line, at) => at >= from && line.includes(part)) + 1;
  const first = lineOf('juju status "$APP"');
  const change = lineOf("juju refresh <app>", first);
  const second = lineOf('juju status "$APP"', change);
  expect(await findingsIn(text, ["lint/unlike-names", "lint/repeated-computation"])).toEqual([
    expect.stringContaining(`${lineOf("controller-pre-$(date")} lint/repeated-computation`),
    expect.stringContaining(`${first} lint/unlike-names Unexpected \`juju status\` without \`-m\``),
    expect.stringContaining(`${change} lint/unlike-names Unexpected \`<app>\``),
    expect.stringContaining(`${second} lint/unlike-names Unexpected \`juju status\` without \`-m\``),
  ]);
});

test("an id that is cut off, a project in four blocks, a deletion in the comment of a frame that only reads", async () => {
  const scope = "export OS_PROJECT_ID=5d1f4c0a9b2e47c38f60d1a2b3c4d5e6";
  const frame = (title: string, ...lines: string[]): string[] => [
    "```",
    `BEGIN runbook block: ${title}`,
    ...lines,
    "END runbook block",
    "```",
    "",
  ];
  const text = [
    "# Recovery",
    "",
    "Literals: project 5d1f4c0a9b2e47c38f60d1a2b3c4d5e6; balancer 7c0e12ab-...; anew after each rebuild.",
    "",
    "## 4. Look",
    "",
    ...frame("list", "( {", scope, "openstack loadbalancer list -f yaml", "} )"),
    "GATE: every balancer is up.",
    "",
    "## 5. Sweep",
    "",
    ...frame(
      "amphorae",
      "( {",
      scope,
      "openstack server list -f yaml",
      "} )",
      "# for each that is absent from the list:",
      "# 2) openstack server delete <uuid>  # by uuid",
    ),
    "GATE: none is left.",
    "",
  ].join("\n");
  expect(await findingsIn(text, ["lint/truncated-id", "lint/repeated-literal", "lint/change-in-comment"])).toEqual([
    expect.stringContaining("3 lint/truncated-id Unexpected `7c0e12ab-...`"),
    expect.stringContaining("23 lint/repeated-literal Unexpected `5d1f4c0a9b2e47c38f60d1a2b3c4d5e6`"),
    expect.stringContaining("27 lint/change-in-comment Unexpected change by `openstack server delete`"),
  ]);
});

test("what an Exclusions section forbids, by the words of the legacy document", async () => {
  const text = readFileSync(fixture, "utf8").replace("juju refresh <app>\n", "juju refresh vault --channel 1.16/stable\n");
  const found = await findingsIn(text, ["lint/change-of-excluded"]);
  expect(found).toEqual([
    expect.stringMatching(/Unexpected change of `vault`, expected none: line \d+ excludes it$/),
    expect.stringMatching(/Unexpected change of the channel, expected none: line \d+ excludes it$/),
  ]);
  expect(await findingsIn(readFileSync(fixture, "utf8"), ["lint/change-of-excluded"])).toEqual([]);
});
