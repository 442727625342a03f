/** Finding and masking placeholders, and the places of a script in the document. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPlaceholders, maskPlaceholders, tokenAt, tokensWithin } from "../../compiler/ast/placeholder-token.ts";
import { makeShellBlock, positionInScript, ShellBlock, spanInScript } from "../../compiler/ast/shell-block.ts";
import { collectVariables } from "../../compiler/3-resolve/variables.ts";
import { judgeEffect } from "../../compiler/3-resolve/effects/index.ts";
import { resolveScript, shellBlock } from "../helpers/shell-block.ts";

test.each<[string, string]>([
  ["juju refresh <app>", "juju refresh _app_"],
  ["x <now.rev> <args...> <a-b> <DEPLOY ARGS>", "x _now_rev_ _args____ _a_b_ _DEPLOY_ARGS_"],
  ['x $v<app> $1<app> $<app> "$v<app>"', 'x $v%app_ $1_app_ $_app_ "$v%app_"'],
  ["x <<<word <<< <a> <<<<b>", "x <<<word <<< _a_ <<<_b_"],
  ["x 3<>/dev/tcp/<host>/22 <(<a>) <&3", "x 3<>/dev/tcp/_host_/22 <(_a_) <&3"],
  ["x <in >out < in > out a<b", "x <in >out < in > out a<b"],
  ["x '(?<r>a)' '(?P<r>a)' \\<a> \\\\<a>", "x '(?<r>a)' '(?P<r>a)' \\<a> \\\\_a_"],
  ["x <> <1> <a.> <a.1> <-a> <a..> <é>", "x <> <1> <a.> <a.1> <-a> <a..> <é>"],
  ["<a><b>", "_a__b_"],
])("%j is masked as %j", (script, masked) => {
  expect(maskPlaceholders(script, findPlaceholders(script))).toBe(masked);
});

test("names, columns and lists are told apart", () => {
  expect(findPlaceholders("<app> <now.rev> <args...>").map(({ name, column, isList }) => [name, column, isList])).toEqual([
    ["app", null, false],
    ["now", "rev", false],
    ["args", null, true],
  ]);
});

test("tokens are found by offset", () => {
  const tokens = findPlaceholders("<a> <b> <c>");
  expect(tokensWithin(tokens, 1, 11).map(({ name }) => name)).toEqual(["b", "c"]);
  expect(tokensWithin(tokens, 0, 6).map(({ name }) => name)).toEqual(["a"]);
  expect([tokenAt(tokens, 4)?.name, tokenAt(tokens, 5)]).toEqual(["b", null]);
});

describe("a block in the document", () => {
  const position = { line: 7, column: 1, offset: 90 };
  const block = makeShellBlock({
    form: "fence",
    language: "bash",
    script: "ls <a>\n  é <b>",
    lines: [
      { line: 8, column: 4, offset: 100 },
      { line: 9, column: 6, offset: 111 },
    ],
    span: { start: position, end: position },
  });

  test("fits its schema", () => expect(() => ShellBlock.parse(block)).not.toThrow());

  test("has the hash of its UTF-8 bytes", () => {
    expect(shellBlock("é").sha256).toBe("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
  });

  test("knows where its characters stand", () => {
    const [a, b] = block.tokens;
    expect(spanInScript(block, a!.start, a!.end)).toEqual({
      start: { line: 8, column: 7, offset: 103 },
      end: { line: 8, column: 10, offset: 106 },
    });
    expect(spanInScript(block, b!.start, b!.end)).toEqual({
      start: { line: 9, column: 10, offset: 115 },
      end: { line: 9, column: 13, offset: 118 },
    });
    expect(positionInScript(block, 6)).toEqual({ line: 8, column: 10, offset: 106 });
  });
});

/** Pieces that make most texts nearly shell. */
const pieces = [
  "<app>",
  "<n>",
  "<host>",
  "<nodes>",
  "<key>",
  "<none>",
  "x",
  "$y",
  "${z}",
  '"',
  "'",
  "`",
  "$(",
  "<(",
  ")",
  "((",
  "))",
  "$((",
  "[[ ",
  " ]]",
  "{",
  "}",
  "(",
  ";",
  "\n",
  "|",
  "&",
  "<",
  "<<<",
  ">",
  "<<EOF\n",
  "\nEOF\n",
  "if ",
  "then ",
  "fi",
  "for a in ",
  "do ",
  "done",
  "case ",
  " in ",
  "esac",
  "\\",
  "#",
  " ",
  "=",
  "A=",
  "~",
  "/",
  "{a,",
  "..",
  "a[",
  "]",
  "${x:-",
  "jq ",
  "ssh h ",
  "bash -c ",
  "eval ",
  "sudo ",
  "!",
  "3",
  "$'",
  "find . -exec ",
  ";;",
  "declare -i ",
  "read ",
  "coproc ",
];

test("any text is judged: never an exception, never a refusal without a word, and what is rewritten is still shell", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
      const script = parts.join("");
      const block = shellBlock(script);
      expect(block.masked.length).toBe(script.length);
      const { rewritten, findings, uses } = resolveScript(script);
      expect(uses.length).toBe(block.tokens.length);
      expect(rewritten === null).toBe(findings.some((finding) => finding.startsWith("error")));
      if (rewritten !== null) expect(resolveScript(rewritten).findings.filter((finding) => finding.startsWith("error"))).toEqual([]);
      for (const { start, end } of [...judgeEffect(block, {}).reasons, ...collectVariables(block)])
        expect(0 <= start && start <= end && end <= script.length).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});
