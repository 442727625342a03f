/**
 * Generated Markdown and shell through every phase: nothing throws, every place is inside the document, what `--fix` writes
 * has no new mistake and keeps every byte that it was not asked to change, and what compiles, compiles to the same bytes.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { fixText } from "../cli/lint/fix.ts";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { rules } from "../lint-rules/index.ts";
import { analyseText, compileText } from "./helpers/analyse-text.ts";

const shellPieces = [
  "juju status",
  "juju refresh <app>",
  "rm -rf /a/$x",
  "echo <constructor>",
  "sudo a > b",
  "A=$(ls)",
  'echo "$A"',
  "ssh web-1 'rm x'",
  "while read -r x; do",
  "for i in a b; do",
  "done",
  "if a; then",
  "fi",
  "case x in",
  "esac",
  "f() {",
  "}",
  "cat <<EOF",
  "EOF",
  "$(",
  "`",
  "))",
  "((",
  "'",
  '"',
  "\\",
  "–x",
  "“a”",
  "\u202e",
  "\u00a0",
  "\t",
  "| jq -r .a",
  "> /dev/null",
  "2>&1",
  "&",
  "!x",
  "...",
  "# rm -rf x",
  "export PASSWORD=hunter22222",
  "curl -k https://x",
  "<app...>",
  "<a.b>",
  "</script>",
  "${x:-`a`}",
] as const;

const shell = fc
  .array(fc.tuple(fc.constantFrom(...shellPieces), fc.constantFrom(" ", "\n", "\n", "; ", "")), { maxLength: 10 })
  .map((parts) => parts.map(([piece, separator]) => piece + separator).join(""));

const labels = [
  "RUN -- local -- go\n\n",
  "CHECK -- jumphost -- look\n\n",
  "RUN – local – go (once, timeout 5m)\n\n",
  "**RUN** (local):\n\n",
  "GATE: stdout is `1`.\n\n",
  "GATE: every row of `rows`: `__proto__` is `x`. Otherwise STOP.\n\n",
  "GATE: stdout matches `/^(a+)+$/`.\n\n",
  "Gate: all is “well”.\n\n",
  "CAPTURE: `rows` = rows of (`name`, `__proto__`)\n\n",
  "CAPTURE: `constructor` = stdout\n\n",
  "REVERT: `juju refresh <app>`.\n\n",
  "REVERT: none -- x\n\n",
  "DO: `p` of `x`.\n\n",
  "DO: [`p`](../../x.md) of `x`.\n\n",
  "PROCEDURE: `p` of `<constructor>`\n\n",
  "WHEN: it rains.\n\n",
  "DECISION: which\n\n- a -> 1\n- otherwise -> STOP\n\n",
  "EXCLUDE: from `rows`, where `name` is `x`.\n\n",
  "WINDOW: open `w`\n\n",
  "FINALLY:\n\n",
  "STOP: it is over\n\n",
  "MANUAL: do `x`\n\n",
  "> [!CAUTION]\n> <script>alert(1)</script> [x](javascript:alert(1)) ![x](data:image/svg+xml,x)\n\n",
  "<!-- rungate: allow sudo-redirect because x -->\n\n",
  "## Parameters\n\n| Parameter | Type | Meaning |\n|---|---|---|\n| `<app>` | text | ${`*/\u2028</script>` |\n\n",
  "| a | b |\n|---|---|\n| `x` | ${y} */ \u2028 |\n\n",
  "## 1. `${a}` */ \u2028 </script>\n\n",
  "## __proto__\n\n",
  "prose *a* `b` [c](#d) <e> 2 &lt; 3 \u{1F600}\n\n",
  "> - 1. > quoted\n",
  "~~~\n",
  "---\na: &a [*a]\n---\n\n",
] as const;

const block = fc
  .tuple(fc.constantFrom("", "   ", "> "), fc.constantFrom("bash", "sh", "console", "", "text"), shell)
  .map(([indent, language, body]) => `\`\`\`${language}\n${body}\n\`\`\``.replaceAll(/^/gm, indent) + "\n\n");
/** Compiles unless its script is refused. */
const step = shell.map(
  (body) => `CHECK -- local -- \`${"${a}"}\` */ \u2028 <b>\n\n\`\`\`bash\n${body}\n\`\`\`\n\nGATE: the \`</script>\` is *well*.\n\n`,
);
const part = fc.oneof(fc.constantFrom(...labels), block, step, step);
const lineEnd = fc.constantFrom("\n", "\n", "\n", "\r\n", "\r");
const document = fc
  .tuple(fc.constantFrom("", "\uFEFF"), fc.boolean(), fc.array(part, { maxLength: 12 }), lineEnd)
  .map(([mark, isStrict, parts, end]) =>
    (mark + `# T\n\n${isStrict ? "## Parameters\n\nNone.\n\n" : ""}## 1. A\n\n${parts.join("")}`).replaceAll("\n", end),
  );

function expectInside({ span, related, edits }: Diagnostic, text: string): void {
  const lines = text.split("\n");
  const spans = [span, ...related.map((other) => other.span), ...(edits ?? []).map((edit) => edit.span)];
  for (const { start, end } of spans) {
    expect(start.offset).toBeLessThanOrEqual(end.offset);
    expect(end.offset).toBeLessThanOrEqual(text.length);
    for (const { line, column, offset } of [start, end]) {
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, column - 1)).toBe(offset);
    }
  }
}

const errorsIn = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.flatMap(({ severity, code }) => (severity === "error" ? [code] : [])).toSorted();

test("whatever a document holds, all phases end, at places that are in it, with the same result", async () => {
  await fc.assert(
    fc.asyncProperty(document, async (text) => {
      const first = await compileText(text, { rules });
      for (const diagnostic of first.diagnostics) expectInside(diagnostic, first.source!.text);
      const second = await compileText(text, { rules });
      expect(second.diagnostics).toEqual(first.diagnostics);
      expect(second.files).toEqual(first.files);
      for (const [name, content] of first.files ?? []) {
        if (name.endsWith(".html")) expect(content).not.toMatch(/<script>alert|href="javascript:|src="data:/);
      }
    }),
    { numRuns: 120 },
  );
});

test("what --fix writes has no mistake more, and nothing is left to fix", async () => {
  await fc.assert(
    fc.asyncProperty(document, async (text) => {
      const before = await analyseText(text, { rules });
      const { text: after, result } = await fixText(text, (changed) => analyseText(changed, { rules }));
      const left = errorsIn(before.diagnostics);
      // A command whose quotes and blanks are mended is one that is understood: what was wrong with it comes to light.
      const isRevealed = left.includes("lint/non-ascii-command");
      for (const code of errorsIn(result.diagnostics).filter((one) => !isRevealed || /^(?:parse|build)\//.test(one))) {
        const at = left.indexOf(code);
        expect(at, `${code} is new in ${JSON.stringify(after)}`).not.toBe(-1);
        left.splice(at, 1);
      }
      if (before.diagnostics.every(({ edits }) => edits === null)) expect(after).toBe(text);
      expect(after.startsWith("\uFEFF")).toBe(text.startsWith("\uFEFF"));
      expect(/\r/.test(after)).toBe(/\r/.test(text));
      const again = await fixText(after, (changed) => analyseText(changed, { rules }));
      expect(again.text).toBe(after);
    }),
    { numRuns: 80 },
  );
});
