/**
 * The parts of the operator document: every script exactly as written, prose without anything that runs. Whole pages are
 * in `fixtures.test.ts`.
 */
import fc from "fast-check";
import type { ElementContent, Nodes } from "hast";
import { toHtml } from "hast-util-to-html";
import { describe, expect, test } from "vitest";
import { renderProse, renderSentence } from "../../compiler/5-emit/document/prose.ts";
import { renderScript } from "../../compiler/5-emit/document/script.ts";
import { code, conditionInWords, durationInWords } from "../../compiler/5-emit/document/words.ts";
import { block, value } from "../helpers/resolved-runbook.ts";

const html = (nodes: ElementContent[]): string => toHtml({ type: "root", children: nodes });

function textOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

const shellText = fc
  .array(
    fc.constantFrom(
      "juju status",
      " ",
      "\n",
      "<app>",
      "<now.rev>",
      "<undeclared>",
      "<nodes...>",
      '"',
      "'",
      "`",
      "$(",
      ")",
      "${x}",
      "<<EOF\n",
      "EOF\n",
      "# comment",
      "| jq -r '.a[\"<app>\"]'",
      "&",
      "<",
      ">",
      ">>",
      "\\",
      "\t",
      "if true; then",
      "fi",
      "é",
      "</code></pre><script>",
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(""));

describe("scripts", () => {
  test("textContent is the script as written, whatever the highlighter makes of it", () => {
    const values = [value("app", { kind: "parameter" }), value("now", { kind: "capture", item: "i1" }, { kind: "int" }, "rev")];
    fc.assert(
      fc.property(shellText, (script) => {
        expect(textOf(renderScript(block("1-x", script, { values })))).toBe(script);
      }),
      { numRuns: 1000 },
    );
  });

  test("values are marked whole, other words in angle brackets are not", () => {
    const shown = html([renderScript(block("1-x", 'echo "<app> of <other>"', { values: [value("app", { kind: "parameter" })] }))]);
    expect(shown).toContain(`<mark class="value">&#x3C;app></mark>`);
    expect(shown.match(/<mark/g)).toHaveLength(1);
  });
});

describe("the author's prose", () => {
  test.each([
    ["*a* **b** `c` ~~d~~", "<p><em>a</em> <strong>b</strong> <code>c</code> <del>d</del></p>"],
    ["- one\n- two", "<ul><li>one</li><li>two</li></ul>"],
    ["3. three", `<ol start="3"><li>three</li></ol>`],
    ["[x](https://example.org)", `<p><a href="https://example.org">x</a></p>`],
    ["[x](#22-upgrade)", `<p><a href="#22-upgrade">x</a></p>`],
    ["[x](restart.md#5-vault)", "<p><span>x</span> (<code>restart.md#5-vault</code>)</p>"],
    ["[x](javascript:alert(1))", "<p><span>x</span> (<code>javascript:alert(1)</code>)</p>"],
    ["[x](data:text/html,y)", "<p><span>x</span> (<code>data:text/html,y</code>)</p>"],
    ["![x](https://example.org/x.png)", `<p><span class="image">[image: x] </span><code>https://example.org/x.png</code></p>`],
    ["a <b onclick=x>c</b>", "<p>a <code>&#x3C;b onclick=x></code>c<code>&#x3C;/b></code></p>"],
    ["<script>alert(1)</script>", "<code>&#x3C;script>alert(1)&#x3C;/script></code>"],
    ["<!-- rungate: allow x because y -->", ""],
    ["once [REVALIDATE: after a change of scale]", `<p>once <mark class="revalidate">[REVALIDATE: after a change of scale]</mark></p>`],
    ["`<target>` is a value", `<p><code><mark class="value">&#x3C;target></mark></code> is a value</p>`],
  ])("%s", (markdown, expected) => {
    expect(html(renderProse(markdown))).toBe(expected);
  });

  test("a sentence has no paragraph around it", () => {
    expect(html(renderSentence("wait for `active`"))).toBe("wait for <code>active</code>");
  });

  test("no text is lost", () => {
    fc.assert(
      fc.property(fc.array(fc.lorem({ maxCount: 4 }), { minLength: 1 }), (words) => {
        const markdown = words
          .map((word, index) => `${["", "- ", "> ", "1. ", "### ", "| a |\n|---|\n| "][index % 6]}${word}`)
          .join("\n\n");
        const shown = renderProse(markdown).map(textOf).join(" ");
        for (const word of words) expect(shown).toContain(word);
      }),
      { numRuns: 100 },
    );
  });
});

describe("words", () => {
  test.each([
    [0, "0 s"],
    [90_000, "1 min 30 s"],
    [900_000, "15 min"],
    [5_400_000, "1 h 30 min"],
    [1500, "1 s 500 ms"],
  ])("%d ms is %s", (ms, words) => {
    expect(durationInWords(ms)).toBe(words);
  });

  test("code holds backticks", () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom("`", "``", "a", " b", "\\"))
          .map((parts) => parts.join(""))
          .filter((text) => text.trim() !== "" && text.trim() === text),
        (text) => {
          expect(textOf({ type: "root", children: renderSentence(code(text)) })).toBe(text);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a condition on rows names its table", () => {
    const condition = {
      text: "",
      predicate: null,
      subject: {
        kind: "rows",
        table: "i1",
        quantifier: { kind: "atMost", count: 1 },
        where: [{ column: "gate", predicate: { kind: "isNotEmpty" } }],
      },
    } as const;
    expect(conditionInWords(condition, () => "worklist")).toBe("at most 1 row of `worklist`: `gate` is not empty");
  });
});
