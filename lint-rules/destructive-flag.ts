import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "destructive-flag",
  since: "0.1.0",
  severity: "warning",
  summary: "An option that skips the question or the safeguard of a command that destroys",
  why: "the client would have refused, or asked, exactly where something is about to be lost",

  good: [
    {
      title: "Without it the client refuses where it should; elsewhere the option is harmless",
      runbook: md`
        ~~~bash
        juju remove-application old
        kubectl apply --force-conflicts --server-side -f app.yaml
        rm -f /tmp/list
        ln -sf a b
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Really, really",
      runbook: md`
        ~~~bash
        ceph osd pool delete data data --yes-i-really-really-mean-it
        juju remove-application old --force
        kubectl delete pod web-1 --grace-period=0 --force
        kubectl drain node-1 --ignore-daemonsets --force
        ~~~
      `,
      reports: [
        "2:32-2:61 Unexpected `--yes-i-really-really-mean-it` of `ceph`, expected the safeguard to stay",
        "3:29-3:36 Unexpected `--force` of `juju`, expected the safeguard to stay",
        "4:43-4:50 Unexpected `--force` of `kubectl`, expected the safeguard to stay",
        "5:42-5:49 Unexpected `--force` of `kubectl`, expected the safeguard to stay",
      ],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const { block } = analysed;
      for (const command of changesOf(analysed)) {
        const option = command.words.slice(1).find((word) => skipsSafeguard(word, command));
        if (option === undefined) continue;
        report({
          span: spanInScript(block, option.start, option.end),
          message: `Unexpected \`${option.text}\` of \`${command.name}\`, expected the safeguard to stay`,
          fix: "Try without it; if it must be, put a reading before it that proves that nothing is lost, and a CAUTION",
        });
      }
    },
  },
});

function changesOf({ block, reasons }: BlockAnalysis): SimpleCommand[] {
  const unchanging = new Set(reasons.filter(({ effect }) => effect === "read-only").map(({ start }) => start));
  return commandsOf(block).filter(({ start, name }) => name !== null && !unchanging.has(start));
}

interface Safeguard {
  readonly clients: readonly string[];
  /** One of the words has to be among these; empty: any. */
  readonly verbs: readonly string[];
  readonly options: readonly string[];
}

const deleting = ["delete", "destroy", "remove", "rm", "purge", "drop", "uninstall", "prune"];

const safeguards: readonly Safeguard[] = [
  {
    clients: ["juju"],
    verbs: [
      "remove-application",
      "remove-unit",
      "remove-machine",
      "remove-relation",
      "remove-saas",
      "remove-storage",
      "destroy-model",
      "destroy-controller",
      "detach-storage",
    ],
    options: ["--force"],
  },
  {
    clients: ["juju"],
    verbs: ["destroy-model", "destroy-controller", "remove-application", "remove-unit"],
    options: ["--destroy-storage"],
  },
  {
    clients: ["kubectl", "oc", "openstack", "nova", "cinder", "docker", "podman", "lxc", "az", "gcloud", "helm"],
    verbs: deleting,
    options: ["--force"],
  },
  { clients: ["kubectl", "oc"], verbs: ["drain", "replace"], options: ["--force", "--disable-eviction"] },
  { clients: ["terraform", "tofu"], verbs: ["destroy"], options: ["-auto-approve", "--auto-approve"] },
  { clients: ["git"], verbs: ["push"], options: ["--force", "-f", "--mirror"] },
  { clients: ["lvremove", "vgremove", "pvremove", "zpool", "zfs", "wipefs"], verbs: [], options: ["-f", "--force", "-ff"] },
  { clients: ["etcdctl", "etcd"], verbs: [], options: ["--force-new-cluster"] },
  {
    clients: ["ceph", "rbd", "rados", "radosgw-admin"],
    verbs: [],
    options: ["--force", "--yes-i-really-mean-it", "--yes-i-really-really-mean-it", "--yes-i-really-really-mean-it-not-faking"],
  },
  { clients: ["apt", "apt-get"], verbs: [], options: ["--force-yes", "--allow-remove-essential"] },
  { clients: ["rpm"], verbs: [], options: ["--nodeps"] },
  { clients: ["rm"], verbs: [], options: ["--no-preserve-root"] },
  { clients: ["mysqladmin"], verbs: ["drop"], options: ["-f", "--force"] },
];

function skipsSafeguard({ value }: CommandWord, { name, words }: SimpleCommand): boolean {
  if (value === null) return false;
  return safeguards.some(
    ({ clients, verbs, options }) =>
      clients.includes(name!) &&
      options.includes(value) &&
      (verbs.length === 0 || words.some((word) => word.value !== null && verbs.includes(word.value))),
  );
}
