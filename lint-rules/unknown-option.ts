import { defineRule, md, type RuleContext } from "../compiler/4-lint/rule.ts";
import { readArguments, type CommandOption } from "../compiler/ast/shell-arguments.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { baseName, commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { optionsIn, type Surface } from "../compiler/ast/surface.ts";
import { suggest } from "../compiler/diagnostics/did-you-mean.ts";

const exampleSurface: Surface = {
  client: "openstack",
  version: "openstack 6.0.0",
  options: "--help --os-cloud= -h",
  handsOn: [],
  commands: {
    "server delete": "--all-projects --force --help --wait -h",
    "server list": "--all-projects --column= --format= --help --long -c= -f= -h",
    "server migrate": "--help --live-migration --host= --wait -h",
    "volume list": "--all-projects --column= --format= --help --long -c= -f= -h",
  },
};

export default defineRule({
  name: "unknown-option",
  since: "0.1.0",
  severity: "warning",
  summary: "An option or a verb that the client's captured `--help` does not know",
  why: "the client refuses the command in the middle of the procedure; at best nothing was changed yet",
  good: [
    {
      title: "options that the client knows",
      runbook: md`
        ~~~bash
        openstack --os-cloud prod server list --all-projects -f value -c ID </dev/null
        openstack --os-cloud=prod server delete --wait "$SERVER" </dev/null
        ~~~
      `,
    },
    {
      title: "commands of a plugin that was not installed where the surface was captured",
      runbook: md`
        ~~~bash
        openstack loadbalancer failover --frobnicate x </dev/null
        ~~~
      `,
    },
    {
      title: "a client without a captured surface, and options that only the run knows",
      runbook: md`
        ~~~bash
        frob --frobnicate
        openstack server list $OPTIONS </dev/null
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "an option of another command",
      runbook: md`
        ~~~bash
        openstack server migrate --live "$HOST" --wait "$SERVER" </dev/null
        openstack server list --all-project -f value </dev/null
        openstack server delete --forced "$SERVER" </dev/null
        ~~~
      `,
      reports: ["4:25-4:33 Unexpected option `--forced` of `openstack server delete`, expected one that openstack 6.0.0 knows: `--force`"],
    },
    {
      title: "a misspelt verb",
      runbook: md`
        ~~~bash
        openstack server migrat "$SERVER" </dev/null
        ~~~
      `,
      reports: ["2:18-2:24 Unexpected `migrat` behind `openstack server`, expected a command that openstack 6.0.0 knows: `migrate`"],
    },
  ],
  exampleRepository: { files: { "surfaces/openstack.json": JSON.stringify(exampleSurface) } },
  visit: {
    block({ block }, context) {
      for (const command of commandsOf(block)) {
        const surface = command.name === null ? null : context.analysis.surfaceOf(baseName(command.name));
        if (surface !== null) judge(command, surface, block, context);
      }
    },
  },
});

function judge(command: SimpleCommand, surface: Surface, block: ShellBlock, { report }: RuleContext): void {
  const common = optionsIn(surface.options);
  const { operands } = readArguments(command.words.slice(1), styleOf(common));
  const verb = findVerb(operands, surface);
  if (verb === null) {
    const unknown = findUnknownVerb(operands, surface);
    if (unknown === null) return;
    const { word, group, near } = unknown;
    report({
      span: spanInScript(block, word.start, word.end),
      message: `Unexpected \`${word.text}\` behind \`${surface.client} ${group}\`, expected a command that ${surface.version} knows: \`${near}\``,
      fix: `Write \`${near}\`, or capture the surface anew where the client knows it`,
    });
    return;
  }
  const known = new Map([...common, ...optionsIn(surface.commands[verb.words] ?? "")]);
  for (const option of optionsOf(command, verb, known, surface)) {
    if (isKnown(option.name, known) || option.word.value === null) continue;
    const [near] = suggest(
      option.name,
      [...known.keys()].filter((name) => name.startsWith("--")),
    );
    report({
      span: spanInScript(block, option.word.start, option.word.start + option.name.length),
      message: `Unexpected option \`${option.name}\` of \`${surface.client} ${verb.words}\`, expected one that ${surface.version} knows${near === undefined ? "" : `: \`${near}\``}`,
      fix:
        near === undefined
          ? `Look at \`${surface.client} ${verb.words} --help\`, or capture the surface anew where the client knows it`
          : `Write \`${near}\`, or capture the surface anew where the client knows it`,
    });
  }
}

interface Verb {
  readonly words: string;
  /** The last of its words. */
  readonly last: CommandWord;
}

/** The longest command that the operands begin with. */
function findVerb(operands: readonly CommandWord[], { commands }: Surface): Verb | null {
  const values = operands.map(({ value }) => value);
  for (let length = Math.min(values.length, 6); length > 0; length -= 1) {
    const words = values.slice(0, length).join(" ");
    if (!values.slice(0, length).includes(null) && Object.hasOwn(commands, words)) return { words, last: operands[length - 1]! };
  }
  return null;
}

/** A word behind a known group that is nearly one of its commands; what is like none may be a plugin's. */
function findUnknownVerb(
  operands: readonly CommandWord[],
  { commands }: Surface,
): { word: CommandWord; group: string; near: string } | null {
  const names = Object.keys(commands);
  for (let length = Math.min(operands.length - 1, 4); length > 0; length -= 1) {
    const group = operands
      .slice(0, length)
      .map(({ value }) => value ?? " ")
      .join(" ");
    const inside = names.filter((name) => name.startsWith(`${group} `)).map((name) => name.slice(group.length + 1).split(" ")[0]!);
    if (inside.length === 0) continue;
    const word = operands[length]!;
    const [near] = word.value === null ? [] : suggest(word.value, [...new Set(inside)]);
    return near === undefined ? null : { word, group, near };
  }
  return null;
}

const styleOf = (options: ReadonlyMap<string, boolean>) => ({
  valueOptions: [...options].filter(([, takesValue]) => takesValue).map(([name]) => name),
  hasLongSingleDash: [...options.keys()].some((name) => !name.startsWith("--") && name.length > 2),
});

/** Those in front of the verb, and those behind it that are its own. */
function optionsOf(
  { words }: SimpleCommand,
  verb: Verb,
  known: ReadonlyMap<string, boolean>,
  { handsOn }: Surface,
): readonly CommandOption[] {
  const at = words.indexOf(verb.last);
  const before = readArguments(words.slice(1, at), styleOf(known));
  const behind = readArguments(words.slice(at + 1), { ...styleOf(known), stopsAtOperand: handsOn.includes(verb.words) });
  return [...before.options, ...behind.options];
}

/** Clients accept the beginning of a long option; a cluster such as `-it` is taken letter by letter, and numbers are values. */
function isKnown(name: string, known: ReadonlyMap<string, boolean>): boolean {
  if (known.has(name) || name === "--help" || name === "-h") return true;
  if (!name.startsWith("--"))
    return name.length === 2 ? [...known.keys()].every((option) => option.startsWith("--")) || /\d/.test(name) : false;
  return [...known.keys()].some((option) => option.startsWith(name));
}
