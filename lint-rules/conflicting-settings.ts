import type { Analysis } from "../compiler/ast/analysis.ts";
import { readArguments, type CommandOption } from "../compiler/ast/shell-arguments.ts";
import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "conflicting-settings",
  since: "0.1.0",
  severity: "warning",
  summary: "Two blocks that set one key to different values",
  why: "the later one wins in silence, and nobody can say afterwards which of the two was meant",

  good: [
    {
      title: "The same value again; on for the window and off after it; the way back",
      runbook: md`
        ## 1. Set

        RUN -- jumphost

        ~~~bash
        juju config keystone token-expiration=7200
        ~~~

        REVERT: \`juju config keystone token-expiration=3600\`

        GATE: exit is 0.

        RUN -- jumphost

        ~~~bash
        juju config nova debug=true
        ~~~

        GATE: exit is 0.

        RUN -- jumphost

        ~~~bash
        juju config nova debug=false
        ~~~

        GATE: exit is 0.
      `,
    },
    {
      title: "The same option of another project, a list that grows, another property",
      runbook: md`
        ~~~bash
        openstack quota set --cores 8 --ram 4096 demo
        openstack port set --security-group web --property a=2 p1
        ~~~

        ~~~bash
        openstack quota set --cores 16 prod
        openstack quota set --cores=8 demo
        openstack port set --security-group db --property b=3 p1
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Which one is it",
      runbook: md`
        ## 1. Set

        RUN -- jumphost

        ~~~bash
        juju config keystone token-expiration=7200
        ~~~

        GATE: exit is 0.

        RUN -- jumphost

        ~~~bash
        sudo sysctl -w vm.swappiness=1
        juju config keystone token-expiration=3600
        ceph config set osd osd_max_backfills 4
        ~~~

        GATE: exit is 0.

        RUN -- jumphost

        ~~~bash
        ceph config set osd osd_max_backfills 8
        ~~~

        GATE: exit is 0.
      `,
      reports: [
        "15:22-15:43 Unexpected `token-expiration` of `juju config keystone` set to `3600`, expected `7200` as in line 6",
        "24:21-24:40 Unexpected `osd_max_backfills` of `ceph config set osd` set to `8`, expected `4` as in line 16",
      ],
    },
    {
      title: "Quotas and properties",
      runbook: md`
        ~~~bash
        openstack quota set --cores 8 demo
        openstack flavor set --property hw:cpu_policy=dedicated m1.large
        ~~~

        ~~~bash
        openstack --os-cloud x flavor set --property hw:cpu_policy=shared m1.large
        openstack flavor set m1.large --property hw:cpu_policy=shared
        openstack quota set demo --cores=16
        ~~~
      `,
      reports: [
        "8:31-8:62 Unexpected `--property hw:cpu_policy` of `openstack flavor set m1.large` set to `shared`, expected `dedicated` as in line 3",
        "9:26-9:36 Unexpected `--cores` of `openstack quota set demo` set to `16`, expected `8` as in line 2",
      ],
    },
  ],

  visit: {
    runbook(_, { analysis, report }) {
      const first = new Map<string, Setting>();
      for (const setting of settingsOf(analysis)) {
        const key = `${setting.target} ${setting.key}`;
        const before = first.get(key);
        if (before === undefined) first.set(key, setting);
        if (
          before === undefined ||
          before.block === setting.block ||
          before.value === setting.value ||
          isSwitched(before.value, setting.value)
        )
          continue;
        report({
          span: spanInScript(setting.block, setting.start, setting.end),
          message: `Unexpected \`${setting.key}\` of \`${setting.target}\` set to \`${setting.value}\`, expected \`${before.value}\` as in line ${spanInScript(before.block, before.start, before.end).start.line}`,
          fix: "Keep one of them; where both are meant, say in a suppression why the value changes in between",
        });
      }
    },
  },
});

interface Setting {
  readonly block: ShellBlock;
  /** What has the key: `juju config keystone`. */
  readonly target: string;
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** In the order of the document, ways back aside. */
function settingsOf({ blocks }: Analysis): Setting[] {
  return blocks
    .filter(({ role }) => role !== "revert" && role !== "finally")
    .toSorted((a, b) => a.block.span.start.offset - b.block.span.start.offset)
    .flatMap(({ block }) => commandsOf(block).flatMap((command) => settingsIn(command, block)));
}

function settingsIn(command: SimpleCommand, block: ShellBlock): Setting[] {
  if (command.name === null) return [];
  return [...pairsIn(command, block), ...positionsIn(command, block), ...openstackOptionsIn(command, block)];
}

/** Clients that take `key=value`, with the words before the first pair: who is set. */
function pairsIn({ name, words }: SimpleCommand, block: ShellBlock): Setting[] {
  const isSetter =
    (name === "juju" && ["config", "model-config", "controller-config", "model-defaults"].includes(words[1]?.value ?? "")) ||
    (name === "sysctl" && words.some(({ value }) => value === "-w")) ||
    (name === "snap" && words[1]?.value === "set");
  if (!isSetter) return [];
  const isPair = ({ value }: CommandWord): boolean => value !== null && !value.startsWith("-") && value.includes("=");
  const before = words.slice(0, words.findIndex(isPair));
  if (before.some(({ value }) => value === null)) return [];
  const target = before.flatMap(({ value }) => (value!.startsWith("-") ? [] : [value!])).join(" ");
  return words.filter(isPair).map(({ value, start, end }) => {
    const equals = value!.indexOf("=");
    return { block, target, key: value!.slice(0, equals), value: value!.slice(equals + 1), start, end };
  });
}

/** Clients that take who, key and value one after the other, by the words in front of them and how many say who. */
const positional: readonly { readonly words: readonly string[]; readonly who: number }[] = [
  { words: ["ceph", "config", "set"], who: 1 },
  { words: ["ceph", "osd", "pool", "set"], who: 1 },
  { words: ["git", "config"], who: 0 },
  { words: ["git", "config", "--global"], who: 0 },
  { words: ["crudini", "--set"], who: 2 },
];

function positionsIn({ words }: SimpleCommand, block: ShellBlock): Setting[] {
  return positional.flatMap((form): Setting[] => {
    const rest = words.slice(form.words.length);
    const isIt = form.words.every((text, at) => words[at]?.value === text) && rest.length === form.who + 2;
    if (!isIt || rest.some(({ value }) => value === null || value.startsWith("-"))) return [];
    const [key, value] = rest.slice(form.who);
    const target = [...form.words, ...rest.slice(0, form.who).map((word) => word.value!)].join(" ");
    return [{ block, target, key: key!.value!, value: value!.value!, start: key!.start, end: value!.end }];
  });
}

/** Options of `openstack ... set` that have one value; others add to a list, switch, or say what is meant. */
const singleValued: readonly string[] =
  "--name --description --mtu --dns-domain --gateway --ram --disk --vcpus --size --state --type --password --email --min-disk --min-ram --cores --instances --volumes --gigabytes --snapshots --networks --subnets --ports --routers --floating-ips --secgroups --secgroup-rules --key-pairs --server-groups --server-group-members --region --url --interface --connection-limit --lb-algorithm --delay --timeout --max-retries".split(
    " ",
  );
/** One value a key: `--property hw:cpu_policy=dedicated`. */
const keyed: readonly string[] = ["--property", "--extra-property"];
const openstackStyle = {
  valueOptions: [...singleValued, ...keyed, "--os-cloud", "--os-project-name", "--project", "--domain", "--project-domain", "--class"],
};

/** `openstack quota set --cores 8 demo`: who is set are the operands and the options that say where. */
function openstackOptionsIn({ name, words }: SimpleCommand, block: ShellBlock): Setting[] {
  if (name !== "openstack") return [];
  const { options, operands } = readArguments(words.slice(1), openstackStyle);
  const verb = operands.findIndex(({ value }) => value === "set");
  if (verb < 1 || operands.some(({ value }) => value === null)) return [];
  const settings = options.flatMap((option) => openstackSetting(option) ?? []);
  const where = options
    .filter((option) => option.value !== null && openstackSetting(option) === null)
    .map((option) => `${option.name} ${option.value}`);
  const target = ["openstack", ...operands.map(({ value }) => value!), ...where.toSorted()].join(" ");
  return settings.map((setting) => ({ ...setting, block, target }));
}

function openstackSetting({ name, value, word, valueWord }: CommandOption): Pick<Setting, "key" | "value" | "start" | "end"> | null {
  if (value === null || valueWord === null) return null;
  const place = { start: word.start, end: valueWord.end };
  if (singleValued.includes(name)) return { key: name, value, ...place };
  const equals = keyed.includes(name) ? value.indexOf("=") : -1;
  return equals === -1 ? null : { key: `${name} ${value.slice(0, equals)}`, value: value.slice(equals + 1), ...place };
}

/** Turned on and off again, or a number that goes to zero and back: a window, not a contradiction. */
function isSwitched(before: string, after: string): boolean {
  const states = ["true", "false", "yes", "no", "on", "off", "0", "1", ""];
  return states.includes(before.toLowerCase()) || states.includes(after.toLowerCase());
}
