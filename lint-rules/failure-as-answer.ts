import type { Condition } from "../compiler/ast/condition.ts";
import type { Expect } from "../compiler/ast/expect.ts";
import type { Gate } from "../compiler/ast/gate.ts";
import type { When } from "../compiler/ast/when.ts";
import { statusesOfNo } from "../compiler/ast/answering-no.ts";
import { baseName, commandsOf } from "../compiler/ast/shell-commands.ts";
import type { ShellBlock } from "../compiler/ast/shell-block.ts";
import { defineRule, md, type RuleContext } from "../compiler/4-lint/rule.ts";
import { judgedBlock } from "./support/judged.ts";

export default defineRule({
  name: "failure-as-answer",
  since: "0.1.0",
  severity: "warning",
  summary: "A condition that takes any failure for the answer, also that of a client that could not connect",
  why: "a server that cannot be reached, a login that has expired and a name that is misspelt fail as well: the gate opens on what nobody saw",

  good: [
    {
      title: "What is there is printed, and the condition says what that must be",
      runbook: md`
        ## 1. Look

        GATE: no line is \`web-1\`.

        ~~~bash
        kubectl get pods -o name
        ~~~

        GATE: \`grep -q old /etc/app.conf\` fails.

        CHECK -- local

        ~~~bash
        diff before after
        ~~~

        GATE: exit is \`1\`.
      `,
    },
  ],
  bad: [
    {
      title: "Gone, or out of reach",
      runbook: md`
        ## 1. Look

        GATE: \`kubectl get pod web-1\` fails.

        GATE: \`ssh db1 ls /srv/old\` fails; \`curl -sf http://api:5000/\` fails.
      `,
      reports: [
        "3:7-3:36 Unexpected failure of `kubectl` as the answer, expected a reading of what is there",
        "5:7-5:34 Unexpected failure of `ssh` as the answer, expected a reading of what is there",
        "5:36-5:69 Unexpected failure of `curl` as the answer, expected a reading of what is there",
      ],
    },
    {
      title: "Every status but 0",
      runbook: md`
        ## 1. Look

        CHECK -- local

        ~~~bash
        grep old /etc/app.conf
        ~~~

        GATE: exit is not 0.
      `,
      reports: ["9:7-9:20 Unexpected condition that every failure meets, expected the status by which the command says no"],
    },
  ],

  visit: { Gate: check, Expect: check, When: check },
});

function check(judge: Gate | Expect | When, { runbook, report }: RuleContext): void {
  for (const condition of judge.condition.conditions) {
    const { subject, predicate, span } = condition;
    if (subject.kind === "Command" && predicate?.kind === "fails") {
      const client = remoteIn(subject.block);
      if (client === null) continue;
      report({
        span,
        message: `Unexpected failure of \`${client}\` as the answer, expected a reading of what is there`,
        ...(client === "curl" && {
          why: "only an answer of 400 and above under `-f` counts: a server that is down or out of reach is no reading, and the gate does not hold",
        }),
        fix:
          client === "curl"
            ? "Let curl print the status and say which it must be: `curl -s -o /dev/null -w '%{http_code}' URL`"
            : "List what is there in a fence of the GATE, and say of the output what must not be in it: `no line is ...`",
      });
    } else if (meansAnyFailure(condition)) {
      const block = judge.kind === "When" ? judge.probe : judgedBlock(judge, runbook);
      const statuses = block === null ? null : statusesOfNo(block);
      report({
        span,
        message: "Unexpected condition that every failure meets, expected the status by which the command says no",
        fix:
          statuses === null
            ? "Write the status: `exit is 1`"
            : `Write \`exit is ${statuses.length === 1 ? statuses[0] : `one of ${statuses.join(", ")}`}\``,
      });
    }
  }
}

/** `exit is not 0`, `exit is more than 0`, `exit is at least 1`. */
function meansAnyFailure({ subject, predicate }: Condition): boolean {
  if (subject.kind !== "Stream" || subject.stream !== "exit" || predicate === null) return false;
  if (predicate.kind !== "isNot" && predicate.kind !== "isMoreThan" && predicate.kind !== "isAtLeast") return false;
  return predicate.operand.kind === "Literal" && predicate.operand.text === (predicate.kind === "isAtLeast" ? "1" : "0");
}

const clients: ReadonlySet<string> = new Set(
  (
    "ssh scp rsync curl wget openstack nova neutron glance cinder kubectl oc helm juju psql mysql mariadb redis-cli mongosh etcdctl rabbitmqctl " +
    "vault bao consul aws az gcloud gh glab docker podman lxc nc ncat telnet dig host nslookup ping snmpget ldapsearch ceph rados rbd maas terraform"
  ).split(" "),
);

/** The client that reaches over the network: the last command's, or that of the machine it runs on. */
function remoteIn(block: ShellBlock): string | null {
  const last = commandsOf(block).findLast(({ isInSubstitution }) => !isInSubstitution);
  if (last === undefined) return null;
  if (last.name === "curl") return last.name;
  // Where the statuses that mean "no" are known, those of the client and of its transport (255 of ssh) are no reading.
  if (statusesOfNo(block) !== null) return null;
  if (last.name !== null && clients.has(baseName(last.name))) return baseName(last.name);
  return last.wrappers.findLast((name) => clients.has(name.split(" ")[0]!)) ?? null;
}
