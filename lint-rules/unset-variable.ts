import type { Analysis, BlockAnalysis } from "../compiler/ast/analysis.ts";
import type { SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { suggest } from "../compiler/diagnostics/did-you-mean.ts";
import { defineRule, md, type RuleReport } from "../compiler/4-lint/rule.ts";
import { isDoneByHand } from "./support/items.ts";
import { commandAround } from "./support/typed-commands.ts";

export default defineRule({
  name: "unset-variable",
  since: "0.1.0",
  severity: "error",
  summary: "A variable that a block uses and nothing sets",
  why: 'each block runs in a fresh bash: the name is not set there and the block stops with `unbound variable`; pasted, it is empty, and `rm -r "$DIR/"` means another folder',

  good: [
    {
      title: "Set in the block, given a default, known to every shell, or set by a sourced file",
      runbook: md`
        ## 1. Status

        SESSION -- jumphost: \`source ~/admin-openrc\`

        CHECK -- jumphost

        ~~~bash
        openstack server list --project "$OS_PROJECT_NAME"
        ~~~

        CHECK -- vault-0

        ~~~bash
        dir=$HOME/out
        ls "$dir"
        ~~~
      `,
    },
    {
      title: "Explained beside the command, in a page without labels",
      runbook: md`
        \`CI_TOKEN\` is the token that your CI platform issues.

        ~~~bash
        fetch-report --token-file <(printf '%s' "$CI_TOKEN")
        ~~~
      `,
    },
    {
      title: "By hand, in a terminal that has the names of one's profile",
      runbook: md`
        ## 1. Members

        RUN (interactive) -- jumphost

        ~~~bash
        $EDITOR members.yaml
        ~~~

        GATE: three members are listed.
      `,
    },
  ],
  bad: [
    {
      title: "Set by an earlier block",
      runbook: md`
        ## 1. Status

        CHECK -- jumphost

        ~~~bash
        APP=keystone
        juju status "$APP"
        ~~~

        CHECK -- jumphost

        ~~~bash
        juju status "$APP" --format=json
        ~~~
      `,
      reports: ["13:15-13:18 Unexpected `$APP` that this block does not set, expected a value of the procedure"],
    },
    {
      title: "Set nowhere",
      runbook: md`
        ## 1. Status

        CHECK -- jumphost

        ~~~bash
        juju status "$APP"
        ~~~
      `,
      reports: ["6:15-6:18 Unexpected `$APP` that nothing sets, expected a value of the procedure"],
    },
  ],

  visit: {
    block(analysed, { analysis, runbook, text, report }) {
      const isByHand = isDoneByHand(analysed, runbook);
      const set = new Set([...namesSet(analysed), ...sessionNames(analysed, analysis)]);
      if (set.has(anyName)) return;
      const reported = new Set<string>();
      for (const { name, action, start, end } of analysed.variables) {
        if (action !== "uses" || set.has(name) || isKnown(name) || reported.has(name)) continue;
        if (isByHand && (isOnlyShown(commandAround(start, analysed)) || isExplained(name, text))) continue;
        reported.add(name);
        const finding = isByHand ? describePasted(name, analysed, analysis) : describe(name, analysed, analysis);
        if (finding !== null) report({ span: spanInScript(analysed.block, start, end), ...finding });
      }
    },
  },
});

/** What a block sets that sources a file or evaluates a text: it may be any name. */
const anyName = "*";

function describe(name: string, analysed: BlockAnalysis, analysis: Analysis): Omit<RuleReport, "span"> {
  const near = name.length > 2 ? suggest(name, namesSet(analysed)) : [];
  if (near.length > 0) {
    return {
      message: `Unexpected \`$${name}\` that nothing sets, expected ${near.map((word) => `\`$${word}\``).join(" or ")}`,
      fix: `Write \`$${near[0]}\``,
    };
  }
  const setAt = placesIn(analysis).firstSet.get(name) ?? Infinity;
  return setAt < analysed.block.span.start.offset
    ? {
        message: `Unexpected \`$${name}\` that this block does not set, expected a value of the procedure`,
        why: "nothing leaks from one block to the next: each runs in a fresh bash, so that a stopped run can go on in the middle",
        fix: `CAPTURE it from the block that has it, or make it a parameter, and write \`<${name.toLowerCase()}>\``,
      }
    : {
        message: `Unexpected \`$${name}\` that nothing sets, expected a value of the procedure`,
        fix: `Make it a parameter and write \`<${name.toLowerCase()}>\`, or set it in the block`,
      };
}

/** What people carry out is pasted block by block into one shell, which may have any variable set; one word a name. */
function describePasted(name: string, analysed: BlockAnalysis, analysis: Analysis): Omit<RuleReport, "span"> | null {
  const { firstSet, firstUsed } = placesIn(analysis);
  if (isOftenExported(name) || firstSet.has(name) || firstSet.has(anyName)) return null;
  if (firstUsed.get(name) !== analysed.block.span.start.offset) return null;
  return {
    severity: "warning",
    message: `Unexpected \`$${name}\` that nothing in this document sets, expected an assignment before it`,
    why: "pasted, it is empty, unless the operator's shell happens to have it",
    fix: `Write \`${name}=...\` in the block, or say where it comes from`,
  };
}

/** `echo "$X"` in somebody's page looks at what a shell or a container has; what it prints goes nowhere. */
function isOnlyShown(command: SimpleCommand | null): boolean {
  return (
    command !== null && ["echo", "printf"].includes(command.name ?? "") && command.redirections.length === 0 && !command.isInSubstitution
  );
}

/** "Replace `TOKEN` with ...": the page has told its reader that the name is empty until then. */
function isExplained(name: string, text: string): boolean {
  return [name, `$${name}`, `\${${name}}`].some((word) => text.includes(`\`${word}\``));
}

function namesSet({ variables }: BlockAnalysis): string[] {
  return variables.filter(({ action }) => action === "sets").map(({ name }) => name);
}

function sessionNames({ session }: BlockAnalysis, { blockOf }: Analysis): string[] {
  const analysed = session === null ? undefined : blockOf.get(session);
  return analysed === undefined ? [] : namesSet(analysed);
}

/** Where the first block stands that sets a name, and the first that uses it. */
interface Places {
  readonly firstSet: ReadonlyMap<string, number>;
  readonly firstUsed: ReadonlyMap<string, number>;
}

const places = new WeakMap<Analysis, Places>();

function placesIn(analysis: Analysis): Places {
  let found = places.get(analysis);
  if (found === undefined) {
    found = { firstSet: firstPlaces(analysis, "sets"), firstUsed: firstPlaces(analysis, "uses") };
    places.set(analysis, found);
  }
  return found;
}

function firstPlaces({ blocks }: Analysis, action: "sets" | "uses"): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { block, variables } of blocks) {
    const { offset } = block.span.start;
    for (const use of variables) if (use.action === action) first.set(use.name, Math.min(offset, first.get(use.name) ?? Infinity));
  }
  return first;
}

const known = new Set(
  (
    "HOME USER LOGNAME PATH PWD OLDPWD SHELL TERM LANG TZ TMPDIR HOSTNAME HOSTTYPE MACHTYPE OSTYPE UID EUID PPID " +
    "GROUPS RANDOM SRANDOM SECONDS EPOCHSECONDS EPOCHREALTIME LINENO SHLVL IFS OPTARG OPTIND OPTERR PIPESTATUS " +
    "FUNCNAME DIRSTACK SHELLOPTS REPLY COLUMNS LINES _"
  ).split(" "),
);

/** Every shell has it: the login's own, or bash's. */
function isKnown(name: string): boolean {
  return known.has(name) || name.startsWith("BASH") || name.startsWith("LC_") || !/^[A-Za-z_]/.test(name);
}

/** Names that people have in their profile. */
function isOftenExported(name: string): boolean {
  return (
    ["EDITOR", "VISUAL", "PAGER", "BROWSER", "DISPLAY", "GOPATH", "JAVA_HOME", "KUBECONFIG", "VIRTUAL_ENV", "SUDO_USER"].includes(name) ||
    name.startsWith("XDG_")
  );
}
