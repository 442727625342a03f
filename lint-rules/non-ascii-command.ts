import type { BlockAnalysis } from "../compiler/ast/analysis.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { zonesOf, type ShellZone } from "../compiler/ast/shell-zones.ts";
import type { Severity } from "../compiler/diagnostics/diagnostic.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { asciiAt, editsToAscii } from "./support/ascii-edits.ts";
import { asciiFor, codePointOf, kindOf, type CharacterKind } from "./support/characters.ts";
import { commandAround, isPlausible, startsOfKnown } from "./support/typed-commands.ts";

export default defineRule({
  name: "non-ascii-command",
  since: "0.1.0",
  severity: "error",
  summary: "A character outside ASCII in the bytes of a command",
  why: "a typographic quote or dash, a blank that is none or a letter of another alphabet looks right and is another word to the shell: an option becomes a name, a quote no longer quotes",

  good: [
    {
      title: "ASCII in commands; anything in prose, output and samples",
      runbook: md`
        The “status” – as juju calls it – is read.

        ~~~bash
        juju status --format=json
        ~~~

        ~~~text
        keystone – active · “ready”
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Typographic quotes and dashes, inside quotes too",
      runbook: md`
        ~~~bash
        juju status –format=json
        juju config keystone “debug=true”
        git commit -m "refresh — keystone"
        ~~~
      `,
      reports: [
        "2:13-2:14 Unexpected `–` (U+2013) in a command, expected ASCII quotes and dashes",
        "3:22-3:23 Unexpected `“` (U+201C), `”` (U+201D) in a command, expected ASCII quotes and dashes",
        "4:24-4:25 Unexpected `—` (U+2014) in a command, expected ASCII quotes and dashes",
      ],
    },
    {
      title: "What looks like a blank or a letter",
      runbook: `~~~bash\nsudo\u00a0systemctl restart nginx\nsudo systemctl r\u0435start nginx\n~~~\n`,
      reports: [
        "2:5-2:6 Unexpected U+00A0 in a command, expected a blank or nothing",
        "3:17-3:18 Unexpected `\u0435` (U+0435) in a command, expected ASCII",
      ],
    },
    {
      title: "One that shall close a string, and leaves it open",
      runbook: md`
        ~~~bash
        echo "done”
        kubectl delete namespace old
        ~~~
      `,
      reports: ["2:11-2:12 Unexpected `”` (U+201D) in a command, expected ASCII quotes and dashes"],
    },
    {
      title: "In quoted data, comments and what echo prints it is only mentioned",
      runbook: md`
        ~~~bash
        # the “old” one
        openstack server set --name "Zürich 1" web-1
        echo "done – go on"
        ~~~
      `,
      reports: [
        "2:7-2:8 Unexpected `“` (U+201C), `”` (U+201D) in a comment, expected ASCII",
        "3:31-3:32 Unexpected `ü` (U+00FC) in quoted data, expected ASCII",
        "4:12-4:13 Unexpected `–` (U+2013) in what is printed, expected ASCII",
      ],
    },
  ],

  visit: {
    block(analysed, { report }) {
      const { block } = analysed;
      if (isAscii(block.script)) return;
      for (const finding of findingsIn(analysed)) {
        const { characters, severity, place, line, lineStart } = finding;
        const [first] = characters;
        report({
          span: spanInScript(block, first!.at, first!.at + first!.text.length),
          severity,
          message: `Unexpected ${namesOf(characters)} in ${place}, expected ${expectedFor(first!.kind, place)}`,
          ...(severity === "info" ? { why: "the shell passes it on as it is; a terminal or a client that expects ASCII may not" } : {}),
          fix: fixFor(line),
          edits: severity === "error" && place === "a command" ? editsToAscii(block, { line, lineStart, characters }) : [],
        });
      }
    },
  },
});

type Place = "a command" | "quoted data" | "a comment" | "what is printed" | "what stands for a value";

interface Character {
  readonly text: string;
  readonly at: number;
  readonly kind: CharacterKind;
}

interface Finding {
  readonly severity: Severity;
  readonly place: Place;
  readonly line: string;
  /** Its offset in the script. */
  readonly lineStart: number;
  readonly characters: readonly Character[];
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

/** One finding a line for what stands in the same kind of place, is equally grave and is of one kind. */
function findingsIn(analysed: BlockAnalysis): Finding[] {
  const { block } = analysed;
  const zones = zonesOf(block.syntax, block.masked);
  const typed = judgeTyping(analysed);
  const findings: Finding[] = [];
  let start = 0;
  for (const line of block.script.split("\n")) {
    const judged = charactersOf(line, start).flatMap((character) => {
      const verdict = judge(character, zones, analysed, typed);
      return verdict === null ? [] : [{ character, ...verdict }];
    });
    const keyOf = ({ place, severity, character }: (typeof judged)[number]): string =>
      `${severity} ${place} ${severity === "error" ? character.kind : ""}`;
    for (const key of new Set(judged.map(keyOf))) {
      const group = judged.filter((one) => keyOf(one) === key);
      findings.push({
        severity: group[0]!.severity,
        place: group[0]!.place,
        line,
        lineStart: start,
        characters: group.map(({ character }) => character),
      });
    }
    start += line.length + 1;
  }
  return findings;
}

function charactersOf(line: string, start: number): Character[] {
  const found: Character[] = [];
  let at = start;
  for (const text of line) {
    if (text.codePointAt(0)! > 0x7f) found.push({ text, at, kind: kindOf(text) });
    at += text.length;
  }
  return found;
}

function judge(
  { at, text, kind }: Character,
  zones: readonly ShellZone[],
  analysed: BlockAnalysis,
  typed: Typing,
): { severity: Severity; place: Place } | null {
  const zone = zones[at]!;
  if (kind === "bidi") return { severity: "error", place: zone === "comment" ? "a comment" : "a command" };
  if (zone === "comment") return { severity: "info", place: "a comment" };
  const command = commandAround(at, analysed);
  const isQuoted = zone === "singleQuotes" || zone === "doubleQuotes" || zone === "heredoc";
  if (isQuoted && leavesOpen(text, at, zone, zones, analysed.block.masked)) return { severity: "error", place: "a command" };
  if (command !== null && isPrinted(command, at) && (isQuoted || !isQuote(text))) return { severity: "info", place: "what is printed" };
  if (analysed.role === "loose" && isInPlaceholder(analysed.block.script, at))
    return { severity: "info", place: "what stands for a value" };
  if (isQuoted && kind !== "typographic") return { severity: "info", place: "quoted data" };
  const typing = typed(command);
  // What a program printed is no mistake of the author's, and what may be output is not worth a word.
  if (typing === "output" || (kind === "other" && typing === "perhaps")) return null;
  if (typing === "surely") return { severity: "error", place: "a command" };
  if (kind === "other") return { severity: "info", place: "a command" };
  return { severity: typing === "likely" ? "error" : "warning", place: "a command" };
}

/** `<token — see above>`: words for the reader, in whose place something else will stand. */
function isInPlaceholder(script: string, at: number): boolean {
  const open = script.lastIndexOf("<", at);
  const close = script.indexOf(">", at);
  if (open === -1 || close === -1 || close - open > 120 || !/[A-Za-z]/.test(script[open + 1] ?? "")) return false;
  const words = script.slice(open + 1, close);
  return !words.includes("\n") && !words.includes("<") && words.includes(" ");
}

/** Outside ASCII quotes it was meant to quote and does not: blanks are lost, `*` and `;` are at work. */
function isQuote(text: string): boolean {
  return asciiFor(text) === "'" || asciiFor(text) === '"';
}

/**
 * `echo "done”`: meant to close the string that an ASCII quote opened on this line, and does not; the lines below are part
 * of it. A typographic pair inside, or a string that goes on with words, is the author's own.
 */
function leavesOpen(text: string, at: number, zone: ShellZone, zones: readonly ShellZone[], masked: string): boolean {
  const ascii = zone === "doubleQuotes" ? '"' : "'";
  if (zone === "heredoc" || asciiFor(text) !== ascii) return false;
  const lineStart = masked.lastIndexOf("\n", at) + 1;
  const lineEnd = masked.indexOf("\n", at);
  if (lineEnd === -1 || zones[lineEnd] !== zone || !/^[ \t]*(?:[;|&>)].*)?$/.test(masked.slice(at + text.length, lineEnd))) return false;
  const before = masked.slice(lineStart, at);
  const opened = before.lastIndexOf(ascii);
  return opened !== -1 && ![...before.slice(opened + 1)].some((character) => asciiFor(character) === ascii);
}

/** An argument of `echo` or `printf`, not the file that it is redirected to. */
function isPrinted({ name, words, redirections }: SimpleCommand, at: number): boolean {
  const [, first] = words;
  if ((name !== "echo" && name !== "printf") || first === undefined) return false;
  return at >= first.start && at < words.at(-1)!.end && !redirections.some(({ start, end }) => start <= at && at < end);
}

/** How sure it is that somebody typed a command, and that it is no output of one. Asked once a command. */
type Typing = (command: SimpleCommand | null) => "surely" | "likely" | "perhaps" | "output";

function judgeTyping(analysed: BlockAnalysis): Typing {
  if (analysed.role !== "loose") return () => "surely";
  const known = startsOfKnown(analysed);
  const [firstCommand] = commandsOf(analysed.block);
  const judged = new Map<SimpleCommand, ReturnType<Typing>>();
  const judgeOne = (command: SimpleCommand): ReturnType<Typing> => {
    if (!isPlausible(command)) return "output";
    if (known.has(command.start)) return "surely";
    const hasOption = command.words.slice(1).some(({ text }) => /^[-\u2010-\u2015\u2212]/.test(text));
    return command === firstCommand || hasOption ? "likely" : "perhaps";
  };
  return (command) => {
    if (command === null) return "output";
    const typing = judged.get(command) ?? judgeOne(command);
    judged.set(command, typing);
    return typing;
  };
}

function namesOf(characters: readonly Character[]): string {
  const distinct = new Map(characters.map(({ text, kind }) => [text, kind]));
  return [...distinct]
    .map(([text, kind]) => (kind === "bidi" || kind === "invisible" ? codePointOf(text) : `\`${text}\` (${codePointOf(text)})`))
    .join(", ");
}

function expectedFor(kind: CharacterKind, place: Place): string {
  if (kind === "bidi") return "no control characters that reorder the text";
  if (place !== "a command") return "ASCII";
  if (kind === "typographic") return "ASCII quotes and dashes";
  return kind === "invisible" ? "a blank or nothing" : "ASCII";
}

/** The line as it was most likely typed, where that can be told and is short enough to read. */
function fixFor(line: string): string {
  const characters = Array.from(line.trim());
  const ascii = characters.length > 100 ? line : characters.map((character, index) => asciiAt(character, index, characters)).join("");
  return isAscii(ascii) ? `Write \`${ascii}\`` : "Write it in ASCII, or keep the text in a file that the command reads";
}
