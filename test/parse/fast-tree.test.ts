/**
 * The fast reader against remark: where it gives a tree, it is remark's, node for node and place for place.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Root } from "mdast";
import { describe, expect, it, test } from "vitest";
import { readBlocks } from "../../compiler/1-parse/fast/blocks.ts";
import { parseMarkdown, readSource } from "../../compiler/1-parse/index.ts";
import { parseFully, parseWithRemark } from "../../compiler/1-parse/remark.ts";
import { Reporter } from "../../compiler/diagnostics/reporter.ts";

const root = join(import.meta.dirname, "../..");

/** The tree without remark, or with it for single texts; `null` where the fast reader leaves the document to remark. */
function readFast(text: string): Root | null {
  const reporter = new Reporter("x.md");
  const source = readSource(new TextEncoder().encode(text), "x.md", reporter);
  const fast = source === null ? null : readBlocks(source.text);
  return source === null || fast === null ? null : parseWithRemark(source, fast, reporter);
}

const plain = (tree: Root): unknown => JSON.parse(JSON.stringify(tree));

const inline = fc.constantFrom(
  ...'a|b c|foo|`x`|``|`a|*|**|_|__|***|*a*|**b**|[|]|[a](b)|![i](u "t")|[a]|[a][b]|[a][]|](|(|)|<b>|</b>|<x|<a href="u">|<http://e.x>|<!-- c -->|&amp;|&mdash;|&#8212;|&nope;|&|\\|\\*|\\`|\\@|\\.|www|!|~|~~|@|a@b.c|a@b.cd,|(a@b.cd)|u@h|b.cd|http://e.x|www.e.x|.|\u00E9|\u201C|\u2014|\u00A0|#| |  |:|-|<<|RUN -- host|GATE:|\t|x<y>|1|[^1]|[^b]|](b)|*a|b*|_a_|<|>|`` ` ``'.split(
    "|",
  ),
  "|",
  "a | b",
  "\\|",
);
const opening = fc.constantFrom(
  "",
  "",
  "",
  "",
  "- ",
  "* ",
  "1. ",
  "2) ",
  "10. ",
  "  ",
  "    ",
  "      ",
  " ",
  "> ",
  ">",
  "> > ",
  "- - ",
  "> - ",
  "- > ",
  "# ",
  "### ",
  "#",
  "```",
  "```sh",
  "~~~",
  "---",
  "***",
  "===",
  "| a | b |",
  "|---|---|",
  "|:-|-:|",
  "| `a|b` | c |",
  "<div>",
  "</div>",
  "<!--",
  "-->",
  "<pre>",
  "</pre>",
  "[a]: b",
  "[b]: <c> 't'",
  "[a]:",
  "[^1]: n",
  "[^b]: ",
  "- [ ] ",
  "-",
  "1.",
  "\t",
  "- a",
  "  b",
  "  - c",
  "     code",
  "<span>",
  "-\t",
  "a|b",
  "-|-",
  "--",
  "   b",
);
const line = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom("", "", "", "  ", "> ", "- ", "1. "),
        opening,
        fc.array(inline, { maxLength: 4 }),
        fc.constantFrom("", "", "", " ", "  ", "\\"),
      )
      .map(([indent, mark, words, end]) => indent + mark + words.join(" ") + end),
  },
  { weight: 1, arbitrary: fc.constantFrom("", "", ">", " ") },
);
const markdown = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 9 }), fc.boolean())
  .map(([lines, ends]) => lines.join("\n") + (ends ? "\n" : ""));

/** A task is left to remark, with its part alone. */
const withTask = "a [b]\n\n# c\n\n- [ ] d [b]\n\n> # e\n\n# f\n\n[b]: g\n";

describe("the fast reader", () => {
  it("knows where a part ends, and what it stands for", () => {
    const fast = readBlocks(withTask)!;
    expect(fast.hardParts.map(({ start, end, line }) => [withTask.slice(start, end), line])).toEqual([
      ["# c\n\n- [ ] d [b]\n\n> # e\n\n", 3],
    ]);
    expect(plain(readFast(withTask)!)).toEqual(plain(parseFully(withTask)));
  });

  it("is not taken for the whole where a part is open", async () => {
    const source = readSource(new TextEncoder().encode(withTask), "x.md", new Reporter("x.md"))!;
    expect(plain((await parseMarkdown(source, new Reporter("x.md")))!)).toEqual(plain(parseFully(withTask)));
  });

  it.each(["- [ ] a\n\n~~~\n# b\n", "- [ ] a\n\n<!--\n# b\n-->\n", "- [ ] a\n\n[b]: c\n\n# d\n\n[b]\n"])(
    "reads %j as a whole where a part does not end at its heading, or others need it",
    (text) =>
      expect(
        plain(
          parseWithRemark(
            readSource(new TextEncoder().encode(text), "x.md", new Reporter("x.md"))!,
            readBlocks(text),
            new Reporter("x.md"),
          )!,
        ),
      ).toEqual(plain(parseFully(text))),
  );

  it("gives remark's tree, or none", () => {
    let sure = 0;
    fc.assert(
      fc.property(markdown, (text) => {
        const fast = readFast(text);
        if (fast === null) return;
        sure++;
        expect(plain(fast)).toEqual(plain(parseFully(text)));
      }),
      { numRuns: 4_000 },
    );
    expect(sure).toBeGreaterThan(800);
  });

  it("leaves to remark the parts that it is not sure of, and no others", () => {
    let parts = 0;
    fc.assert(
      fc.property(fc.array(markdown, { minLength: 2, maxLength: 4 }), (texts) => {
        const text = texts.join("\n# a\n");
        const fast = readFast(text);
        if (fast === null) return;
        if ((readBlocks(text)?.hardParts.length ?? 0) > 0) parts++;
        expect(plain(fast)).toEqual(plain(parseFully(text)));
      }),
      { numRuns: 2_000 },
    );
    expect(parts).toBeGreaterThan(400);
  });

  it("reads any characters, and keeps every place inside the text", () => {
    const character = fc.oneof(
      fc.constantFrom(..."\n\n\n   -*_`#>|[]()<>!&\\~:.1aé\u{1F600}"),
      fc.string({ minLength: 1, maxLength: 1, unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 60 }), (characters) => {
        const text = characters.join("");
        const fast = readFast(text);
        if (fast === null) return;
        const source = readSource(new TextEncoder().encode(text), "x.md", new Reporter("x.md"))!.text;
        expect(plain(fast)).toEqual(plain(parseFully(source)));
      }),
      { numRuns: 4_000 },
    );
  });

  const documents = globSync("{docs,runbooks,test/**}/*.md", { cwd: root }).toSorted();
  test.each(documents)("%s", (path) => {
    const text = readFileSync(join(root, path), "utf8")
      .replaceAll(/\r\n?/g, "\n")
      .replace(/^\uFEFF/, "");
    const fast = readFast(text);
    if (fast !== null) expect(plain(fast)).toEqual(plain(parseFully(text)));
  });

  test.each<[string, string]>([
    [
      "headings, lists, fences, tables and links",
      "# a `b`\n\n- c **d**\n  - e\n\n1. f\n\n   ```sh\n   g\n   ```\n\n| h | i |\n|---|--:|\n| j | `k\\|l` |\n\n> [m](n) <http://o.p> <q>\n",
    ],
    ["definitions and what refers to them", "[a] ![b][c] [d][]\n\n[a]: e\n[c]: <f> 'g'\n[d]:\n  h\n"],
    ["raw HTML", "<div>\na\n</div>\n\n<!-- b\n\nc -->\nd <br> e\n"],
    ["blank lines in an item's code", "-     a\n\n      b\n  - c\n"],
    ["empty quoted lines in a list", "- a\n  > > b\n  > >\n"],
    ["footnotes", "a[^1] [b[^n]](c)[^none]\n\n[^1]: d\ne\n[^N]:  f *g*\n\n\n    h\n    i\n\nj\n"],
    ["character references", "a &mdash; *b*&rarr; &#8212;&#x201C;c&nbsp;&nope; [&amp;](d)\n"],
    ["addresses of mail, and what only looks like one", "a@b.cd (c.d+e@f.gh). ubuntu@host: x\ni@j.kl, y@z.\n"],
    ["comments and code of many lines", "<!-- a\n\nb -->\n\n    c\n\n\n    d\n\ne\n"],
    ["text that begins like a definition", "[a]: b c\n\n[`d`]: e f\n- [g]: h i\n\n[a]\n"],
  ])("does not need remark for %s", (_name, text) => {
    const fast = readBlocks(text);
    expect(fast?.hard).toEqual([]);
    expect(fast?.hardParts).toEqual([]);
    expect(plain(fast!.root)).toEqual(plain(parseFully(text)));
  });
});

test.each(["# a\n\n> [!NOTE]\n> b <c>\n", "# a\n\n```sh\nb\n"])("what the fast reader leaves to remark is not lost: %j", async (text) => {
  const reporter = new Reporter("x.md");
  const source = readSource(new TextEncoder().encode(text), "x.md", reporter)!;
  expect(readBlocks(text)?.hard).toEqual([]);
  expect(plain((await parseMarkdown(source, reporter))!)).toEqual(plain(parseFully(text)));
});
