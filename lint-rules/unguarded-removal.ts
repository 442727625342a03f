import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { commandsOf, type CommandWord, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "unguarded-removal",
  since: "0.1.0",
  severity: "warning",
  summary: "A recursive `rm` whose folder hangs on a variable or on where the shell happens to be",
  why: "with an empty variable, or in another folder, it takes away everything that lies there",

  good: [
    {
      title: "An empty name stops it; the block has just made the folder; nothing is behind the variable",
      runbook: md`
        ~~~bash
        rm -rf "$HOME"/build/*
        rm -rf -- "$CACHE"
        work=$(mktemp -d)
        rm -rf "$work"/*
        rm -rf /var/cache/app/*
        cd /srv/app && rm -rf *
        ~~~
      `,
    },
    {
      title: "A labelled block ends where `cd` fails",
      runbook: md`
        ## 1. Empty the folder

        RUN -- local

        ~~~bash
        cd /srv/app
        rm -rf *
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "What is left when nothing is set",
      runbook: md`
        ~~~bash
        rm -rf "$DATA"/*
        rm -r /srv/$SITE/
        rm -rf *
        ~~~
      `,
      reports: [
        '2:8-2:17 Unexpected `"$DATA"/*` behind `rm -r`, expected a folder that cannot become another one',
        "3:7-3:18 Unexpected `/srv/$SITE/` behind `rm -r`, expected a folder that cannot become another one",
        "4:8-4:9 Unexpected `*` behind `rm -r`, expected a folder that cannot become another one",
      ],
    },
    {
      title: "Pasted line by line, the second runs wherever the first has failed to go",
      runbook: md`
        ~~~bash
        cd /srv/app
        rm -rf *
        ~~~
      `,
      reports: ["3:8-3:9 Unexpected `*` behind `rm -r`, expected a folder that cannot become another one"],
    },
  ],

  visit: {
    block(analysed, { report }) {
      for (const command of commandsOf(analysed.block)) {
        if (command.name !== "rm" || !isRecursive(command)) continue;
        for (const word of command.words.slice(1)) {
          if (!isBareGlob(word, command, analysed) && !hangsOnVariable(word, analysed)) continue;
          report({
            span: spanInScript(analysed.block, word.start, word.end),
            message: `Unexpected \`${word.text}\` behind \`rm -r\`, expected a folder that cannot become another one`,
            fix: "Write the variable with `:?` behind its name in braces, which stops an empty one, or the whole path",
          });
        }
      }
    },
  },
});

function isRecursive({ words }: SimpleCommand): boolean {
  return words.some(({ text }) => /^-[a-zA-Z]*[rR][a-zA-Z]*$/.test(text) || text === "--recursive");
}

/** `*`, `./*`: fine where the block itself has gone to the folder, and what follows waits for that. */
function isBareGlob({ text }: CommandWord, { start }: SimpleCommand, { block, role }: BlockAnalysis): boolean {
  if (!["*", "./*", "../*", ".*", "/*"].includes(text)) return false;
  const before = commandsOf(block).filter((command) => command.start < start);
  const endsOnFailure = role !== "loose" || before.some(({ name, words }) => name === "set" && /^-[a-z]*e/.test(words[1]?.value ?? ""));
  return !before.some(({ name, isTested }) => name === "cd" && (endsOnFailure || isTested));
}

/** An empty name must matter: something of the path stands before or behind it. */
function hangsOnVariable(word: CommandWord, { variables }: BlockAnalysis): boolean {
  const use = variables.find(({ action, start, end }) => action === "uses" && start >= word.start && end <= word.end);
  if (use === undefined || use.name === "HOME" || use.name === "PWD" || word.tokens.length > 0) return false;
  if (word.text.includes(":?") || word.text.includes(":-") || word.text.includes("$(")) return false;
  if (variables.some(({ name, action, start }) => (name === use.name || name === "*") && action === "sets" && start < word.start))
    return false;
  const bare = word.text.replaceAll(/["{}]/g, "");
  const at = bare.indexOf("$");
  const behind = bare.slice(at + 1 + use.name.length);
  const isLastOfPath = behind === "" && /^\/.*\/$/.test(bare.slice(0, at));
  return behind === "/" || behind.startsWith("/*") || behind.startsWith("*") || isLastOfPath;
}
