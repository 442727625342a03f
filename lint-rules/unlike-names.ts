import type { Analysis, BlockAnalysis } from "../compiler/ast/analysis.ts";
import type { Section } from "../compiler/ast/section.ts";
import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "unlike-names",
  since: "0.1.0",
  severity: "warning",
  summary: "A check and a change that name their object in two ways, or only one of them its model",
  why: "what was looked at and what is changed can be two different things: the variable is left from the last turn, the client's current model is another",

  good: [
    {
      title: "One value, one model",
      runbook: md`
        ## 1. Refresh

        CHECK -- jumphost

        ~~~bash
        juju status -m openstack <app>
        ~~~

        RUN -- jumphost

        ~~~bash
        juju refresh -m openstack <app>
        ~~~

        GATE: \`juju status -m openstack <app>\` succeeds.
      `,
    },
  ],
  bad: [
    {
      title: "The check reads a variable, the change a value",
      runbook: md`
        ## 1. Refresh

        CHECK -- jumphost

        ~~~bash
        APP=<app>
        juju status -m openstack "$APP"
        ~~~

        RUN -- jumphost

        ~~~bash
        juju refresh <app>
        ~~~

        GATE: \`juju status -m openstack <app>\` succeeds.

        CHECK -- jumphost

        ~~~bash
        juju status keystone
        ~~~
      `,
      reports: [
        "13:14-13:19 Unexpected `<app>` in a change whose check reads `$APP`, expected one name in both",
        "21:1-21:21 Unexpected `juju status` without `-m`, expected `-m openstack` as elsewhere in this document",
      ],
    },
  ],

  visit: {
    runbook({ sections }, { analysis, report }) {
      for (const { block, name, variable, start, end } of unlikeNames(sections, analysis)) {
        report({
          span: spanInScript(block.block, start, end),
          message: `Unexpected \`<${name}>\` in a change whose check reads \`$${variable}\`, expected one name in both`,
          fix: `Write \`<${name}>\` in the check as well`,
        });
      }
      for (const { block, command, verb, scope, value } of unscoped(analysis)) {
        report({
          span: spanInScript(block.block, command.start, command.end),
          message: `Unexpected \`${command.name} ${verb}\` without \`${scope}\`, expected \`${scope} ${value}\` as elsewhere in this document`,
          fix: `Write \`${scope} ${value}\``,
        });
      }
    },
  },
});

interface Unlike {
  readonly block: BlockAnalysis;
  readonly name: string;
  readonly variable: string;
  readonly start: number;
  readonly end: number;
}

/** In one section a block changes `<app>`, and another uses `$APP`. */
function unlikeNames(sections: readonly Section[], { blocks }: Analysis): Unlike[] {
  if (!blocks.some(isCandidate)) return [];
  const inOrder = blocks.toSorted((a, b) => a.block.span.start.offset - b.block.span.start.offset);
  return sections.flatMap(({ span }) => {
    const own = inOrder.slice(firstFrom(inOrder, span.start.offset), firstFrom(inOrder, span.end.offset));
    return own.flatMap((block) => {
      if (!isCandidate(block)) return [];
      const [token] = block.block.tokens.filter(({ name }) => usesElsewhere(name, block, own) !== null);
      if (token === undefined) return [];
      return [{ block, name: token.name, variable: usesElsewhere(token.name, block, own)!, start: token.start, end: token.end }];
    });
  });
}

/** The index of the first block that begins at an offset or behind it. */
function firstFrom(blocks: readonly BlockAnalysis[], offset: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.block.span.start.offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isCandidate({ effect, block }: BlockAnalysis): boolean {
  return effect === "mutating" && block.tokens.length > 0;
}

function usesElsewhere(name: string, block: BlockAnalysis, own: readonly BlockAnalysis[]): string | null {
  const like = name.replaceAll("-", "_").toLowerCase();
  const isUsed = (other: BlockAnalysis): string | undefined =>
    other === block ? undefined : other.variables.find((use) => use.action === "uses" && use.name.toLowerCase() === like)?.name;
  return own.map(isUsed).find((found) => found !== undefined) ?? null;
}

/** The option that says where a client works. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  juju: ["-m", "--model"],
  kubectl: ["--context"],
  openstack: ["--os-cloud"],
};

interface Unscoped {
  readonly block: BlockAnalysis;
  readonly command: SimpleCommand;
  readonly verb: string;
  readonly scope: string;
  readonly value: string;
}

/** Most commands of one verb must name a place, and all of them the same. */
function unscoped({ blocks }: Analysis): Unscoped[] {
  const scoped = new Map<string, string[]>();
  const bare: { key: string; block: BlockAnalysis; command: SimpleCommand; verb: string }[] = [];
  for (const block of blocks) {
    for (const command of commandsOf(block.block)) {
      const options = Object.hasOwn(scopes, command.name ?? "") ? scopes[command.name!]! : null;
      if (options === null) continue;
      const texts = command.words.slice(1).map(({ text }) => text);
      if (texts.includes("switch") || texts.includes("--help") || texts.includes("use-context")) continue;
      const place = placeIn(texts, options);
      const rest = texts.filter((text, at) => !text.startsWith("-") && !options.includes(texts[at - 1] ?? ""));
      const verb = command.name === "openstack" ? rest.slice(0, 2).join(" ") : (rest[0] ?? "");
      const key = `${command.name} ${verb}`;
      if (place === null) {
        bare.push({ key, block, command, verb });
        continue;
      }
      const places = scoped.get(key);
      if (places === undefined) scoped.set(key, [place]);
      else places.push(place);
    }
  }
  if (
    blocks.some(({ block }) => commandsOf(block).some(({ words }) => words.some(({ text }) => text === "switch" || text === "use-context")))
  )
    return [];
  const bareCounts = new Map<string, number>();
  for (const { key } of bare) bareCounts.set(key, (bareCounts.get(key) ?? 0) + 1);
  return bare.flatMap(({ key, ...found }) => {
    const places = scoped.get(key) ?? [];
    if (places.length < 2 || places.length <= bareCounts.get(key)! || places.some((place) => place !== places[0])) return [];
    return [{ ...found, scope: scopes[found.command.name!]![0]!, value: places[0]! }];
  });
}

function placeIn(texts: readonly string[], options: readonly string[]): string | null {
  const at = texts.findIndex((text) => options.includes(text));
  if (at !== -1) return texts[at + 1] ?? "";
  const joined = texts.find((text) => options.some((option) => text.startsWith(`${option}=`)));
  return joined === undefined ? null : joined.slice(joined.indexOf("=") + 1);
}
