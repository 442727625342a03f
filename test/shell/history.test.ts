import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { historyExpansionsOf } from "../../compiler/ast/shell-history.ts";
import { parseShell, syntaxErrorsOf } from "../../compiler/ast/shell.ts";

/** The number, from 0, of the first line that a real interactive bash expands; `null` if there is none. */
function firstLineThatBashExpands(text: string): number | null {
  // A prompt for every line that is read; the commands print nothing, so other words mean that history was looked up.
  const { stderr } = spawnSync("bash", ["--norc", "--noprofile", "--noediting", "-i"], {
    encoding: "utf8",
    input: `${text}\n`,
    cwd: tmpdir(),
    env: { PATH: process.env["PATH"], PS1: "\u0001", PS2: "\u0001", HISTFILE: "", LC_ALL: "C.UTF-8" },
  });
  const answers = stderr.slice(stderr.indexOf("\u0001") + 1).split("\u0001");
  const index = answers.findIndex((answer) => {
    const [first = ""] = answer.split("\n");
    // `!#` at the start of a line becomes nothing, and nothing is what bash then prints: an empty line.
    if (answer.startsWith("\n")) return true;
    return first.startsWith("bash: ")
      ? /(event not found|bad word specifier|substitution failed)$/.test(first)
      : first !== "" && first !== "exit";
  });
  return index === -1 ? null : index;
}

function firstLineThatWeReport(text: string): number | null {
  const [first] = historyExpansionsOf(parseShell(text), text);
  return first === undefined ? null : text.slice(0, first).split("\n").length - 1;
}

/** The measured table, and what its neighbourhood taught. `:` stands for any command that prints nothing. */
const expanded = [
  ': "<h1>My Site!</h1>"',
  ': "x!y"',
  ": !foo",
  "!12",
  ':\n: "a\nx!y"',
  ': a!"b"',
  ": a#!b",
  ': !"x"',
  ': "it\'s x!y"',
  ": \\'!b\\'",
  ': "`: a!b`"',
  ": $(: a!b)",
  ": \"$(: 'a') !b\"",
  ': "[!b"',
  ": a!(b)",
  "(( !x ))",
  "if !false; then :; fi",
  ": a; !b",
  "^a^b",
  ': "a\n^b"',
  ": !#",
  ": ${!x",
  ": !-1",
  ': "$(\n: "a!b" )"',
  ': "$(\n: a!b )"',
  ": 'a\n' !b",
  ": \\\n!b",
  ": a\n!#",
  ": '\n!'\"!!\"",
  ": '\na'!!",
  ": $!'a !b' !c",
  ": $!\\'!b'",
  ": '\n\"]} # $'!\"'!a#'\"",
];
const safe = [
  ': "Hello World!"',
  ': "a != b"',
  ': "wow! (x)"',
  ': "!=x"',
  ": hi!",
  "[ ! -f x ]",
  "! false",
  ": 'x!y'",
  ': "${!ARR[@]}"',
  ': "$!"',
  ": \"$(: 'a!b')\"",
  ": <<E\nx!y\nE",
  ": # a!b",
  ": a\\!b",
  ': "a\\!b"',
  ": 'a\nx!y'",
  ": $'a!b'",
  ": a[!b]",
  ": ${!x}",
  ": `: 'a!b'`",
  "[[ a!=b ]]",
  "while ! false; do break; done",
  ": '\"!a\"'",
  ": $'a\\'!b'",
  ": ^a^b",
  ": <<'E'\n^a!b\nE",
  ": \"$(\n: 'a!b'\n)\"",
  ": 'a\n^b'",
  ": a!\tb",
  ": $(\n# a!b\n)",
  ": a # !b\n:",
  ": <<E\nx\nE\n: hi!",
  ': \'\n!"\'!!""',
  ": '\n!\"' !!",
  ": '\n`'!!",
  ": '\n$('!!",
  ": '\n$(')!!",
  ": '\n${'!!",
  ": '\n!\"`\"!a$'!a",
  ": '\n${x!a [}'!a # !\"",
  ": '\n\\'!!",
  ": $(: a)#!b",
  ": a;#!b",
];

describe("history expansion in a paste", () => {
  test.each(expanded)("bash expands %j, and we say so", (text) => {
    expect(firstLineThatBashExpands(text)).not.toBeNull();
    expect(firstLineThatWeReport(text)).toBe(firstLineThatBashExpands(text));
  });

  test.each(safe)("bash leaves %j alone, and so do we", (text) => {
    expect(firstLineThatBashExpands(text)).toBeNull();
    expect(firstLineThatWeReport(text)).toBeNull();
  });

  test("agrees with the real bash on texts put together at random", () => {
    const piece = fc.constantFrom(
      "!",
      "!a",
      "! ",
      "'",
      '"',
      "\\",
      "$(: ",
      ")",
      "`",
      "#",
      " ",
      "a",
      "${x",
      "}",
      "[",
      "]",
      "=",
      "\n",
      " # ",
      "$'",
      "^b^",
      "!=",
      '!"',
    );
    const pasted = fc
      .array(piece, { minLength: 2, maxLength: 14 })
      .map((pieces) => `: ${pieces.join("")}`)
      .filter((text) => text.includes("!") && syntaxErrorsOf(parseShell(text)).length === 0);
    fc.assert(
      fc.property(pasted, (text) => {
        expect(firstLineThatWeReport(text)).toBe(firstLineThatBashExpands(text));
      }),
      { numRuns: 150 },
    );
  });
});
