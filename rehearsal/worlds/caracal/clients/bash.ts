/** `bash scripts/NAME.sh` of the site, as a client: it knows these scripts and runs nothing. */
import type { Call, Reply } from "../../../world.ts";
import { agentsOf, type Cloud } from "../cloud.ts";
import { checkoutFolder } from "../home.ts";
import { exportBundle } from "./bundle.ts";
import { modelStatus } from "./juju-status.ts";

type BashCall = Call<Cloud>;

const scripts: Readonly<Record<string, (call: BashCall, args: readonly string[]) => Reply>> = {
  "scripts/cloud-assert.sh": cloudAssert,
  "scripts/repo-lint.sh": () => ({ stdout: "repo-lint: 214 files, 0 fail, 1 warn (WARN legacy: tests/phase-00)\n" }),
  "scripts/run-logged.sh": runLogged,
  "scripts/deploy-watch.sh": (call) => ({
    stdout: call.state.units
      .filter((unit) => unit.agent.status !== "idle")
      .map((unit) => `${unit.name} ${unit.workload.status}/${unit.agent.status}\n`)
      .join(""),
  }),
};

export function bash(call: BashCall): Reply {
  const [path, ...args] = call.args;
  const script = path === undefined ? undefined : scripts[path];
  if (script === undefined || call.folder !== checkoutFolder)
    return { stderr: `bash: ${path ?? ""}: No such file or directory\n`, status: 127 };
  return script(call, args);
}

function runLogged(call: BashCall, [name, ...others]: readonly string[]): Reply {
  if (name === undefined || others.length > 0) return { stderr: "usage: run-logged.sh NAME\n", status: 2 };
  call.state.logSessions.push(name);
  return { stdout: `logged subshell open: logs/${name}.log\n` };
}

interface Finding {
  readonly check: string;
  readonly what: string;
  readonly verdict: "PASS" | "FAIL" | "HOLD";
  readonly text: string;
}

/** The behavioural sweep A1 to A7. Without the API or the openrc it cannot know, which is a HOLD and never a PASS. */
function cloudAssert(call: BashCall, args: readonly string[]): Reply {
  const unknown = args.find((arg) => arg !== "--capture");
  if (unknown !== undefined) return { stderr: `cloud-assert: unknown option ${unknown}\n`, status: 2 };
  call.takes(25_000);
  const findings = [...jujuFindings(call.state), ...openstackFindings(call.state, call.environment["OS_AUTH_URL"] !== undefined)].map(
    (finding): Finding => {
      const planted = call.state.failingChecks[finding.check];
      return planted === undefined ? finding : { ...finding, verdict: "FAIL", text: planted };
    },
  );
  const verdict = (["FAIL", "HOLD"] as const).find((wanted) => findings.some((finding) => finding.verdict === wanted)) ?? "PASS";
  const lines = findings.map((finding) => `${finding.check} ${finding.what.padEnd(14)} ${finding.verdict}  ${finding.text}\n`).join("");
  const reply: Reply = { stdout: `${lines}CLOUD-ASSERT: ${verdict}\n`, status: { PASS: 0, FAIL: 1, HOLD: 2 }[verdict] };
  return args.includes("--capture") && call.state.controller.isReachable ? { ...reply, ...capture(call, reply.stdout ?? "") } : reply;
}

function jujuFindings(cloud: Cloud): Finding[] {
  const checks = { A1: "agents", A2: "workloads", A3: "vault", A4: "ovn chassis" };
  if (!cloud.controller.isReachable)
    return Object.entries(checks).map(([check, what]) => ({ check, what, verdict: "HOLD", text: "the API does not answer" }));
  const agents = agentsOf(cloud);
  const lost = agents.filter(({ agent }) => ["down", "lost", "error", "failed"].includes(agent.status));
  const ill = cloud.units.filter((unit) => ["error", "blocked", "unknown"].includes(unit.workload.status));
  const chassis = cloud.units.filter((unit) => unit.application.endsWith("ovn-chassis"));
  const judge = (check: keyof typeof checks, isGood: boolean, text: string): Finding => ({
    check,
    what: checks[check],
    verdict: isGood ? "PASS" : "FAIL",
    text,
  });
  return [
    judge(
      "A1",
      lost.length === 0,
      lost.length === 0 ? `${agents.length} agents report` : `not reporting: ${lost.map(({ name }) => name).join(" ")}`,
    ),
    judge("A2", ill.length === 0, ill.length === 0 ? `${cloud.units.length} units` : `not well: ${ill.map((unit) => unit.name).join(" ")}`),
    judge("A3", !cloud.vaultIsSealed, cloud.vaultIsSealed ? "sealed" : "unsealed"),
    judge(
      "A4",
      chassis.every((unit) => unit.workload.status !== "error"),
      `${chassis.length} chassis connected`,
    ),
  ];
}

function openstackFindings(cloud: Cloud, hasCredentials: boolean): Finding[] {
  const checks = { A5: "keystone", A6: "octavia", A7: "nova" };
  if (!hasCredentials)
    return Object.entries(checks).map(([check, what]) => ({ check, what, verdict: "HOLD", text: "no credentials: source ~/admin-openrc" }));
  const balancers = cloud.loadBalancers.every((lb) => lb.provisioning === "ACTIVE" && lb.operating === "ONLINE");
  const computes = cloud.services.every((service) => service.isUp);
  return [
    { check: "A5", what: checks.A5, verdict: "PASS", text: "token issued" },
    { check: "A6", what: checks.A6, verdict: balancers ? "PASS" : "FAIL", text: `${cloud.loadBalancers.length} load balancers` },
    { check: "A7", what: checks.A7, verdict: computes ? "PASS" : "FAIL", text: `${cloud.servers.length} guests` },
  ];
}

function capture(call: BashCall, report: string): Reply {
  const name = `${new Date(call.nowMs).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  call.state.repository.captures[name] = "untracked";
  const folder = `asbuilt/${name}`;
  return {
    stdout: `${report}captured: ${folder}\n`,
    files: {
      [`${folder}/bundle-exported.yaml`]: exportBundle(call.state),
      [`${folder}/juju-status.json`]: `${JSON.stringify(modelStatus(call.state, call.nowMs, []))}\n`,
      [`${folder}/servers.txt`]: call.state.servers.map((server) => `${server.id} ${server.name} ${server.status}\n`).join(""),
    },
  };
}
