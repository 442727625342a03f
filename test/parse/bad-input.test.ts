/**
 * Bytes and texts that are refused, each with its place and a way out; and hostile ones, quickly.
 */
import { describe, expect, it } from "vitest";
import { Reporter } from "../../compiler/diagnostics/reporter.ts";
import { readSource } from "../../compiler/1-parse/index.ts";
import { parseMarkdownNow } from "../../compiler/1-parse/remark.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `line:column code message` of what is reported, and whether a tree came out. */
function read(bytes: Uint8Array): { reports: string[]; isRead: boolean } {
  const reporter = new Reporter("runbooks/x.md");
  const source = readSource(bytes, "runbooks/x.md", reporter);
  const tree = source === null ? null : parseMarkdownNow(source, reporter);
  return {
    reports: reporter.diagnostics.map(({ span, code, message }) => `${span.start.line}:${span.start.column} ${code} ${message}`),
    isRead: tree !== null,
  };
}

describe("bytes that are refused", () => {
  it.each<[string, Uint8Array, string]>([
    [
      "more than 2 MiB",
      new Uint8Array(2 * 1024 * 1024 + 1).fill(0x61),
      "1:1 parse/file-too-large Unexpected file of 2097153 bytes, expected at most 2097152",
    ],
    [
      "a line over 64 kB",
      bytesOf(`# a\n\n${"x".repeat(65_537)}\n`),
      "3:1 parse/line-too-long Unexpected line of 65537 characters, expected at most 65536",
    ],
    [
      "more than 50,000 lines",
      bytesOf("\n".repeat(50_001)),
      "1:1 parse/too-many-lines Unexpected file of 50002 lines, expected at most 50000",
    ],
    ["NUL", bytesOf("# a\n\nju\0ju\n"), "3:3 parse/nul-byte Unexpected NUL byte, expected text"],
    [
      "a stray continuation byte",
      Uint8Array.of(0x61, 0x0a, 0xc3, 0xa4, 0x80),
      "2:2 parse/invalid-utf-8 Unexpected byte 0x80 at byte offset 4, expected UTF-8",
    ],
    [
      "a sequence cut short",
      Uint8Array.of(0x61, 0x0d, 0x0a, 0x62, 0xe2, 0x82),
      "2:2 parse/invalid-utf-8 Unexpected byte 0xE2 at byte offset 4, expected UTF-8",
    ],
    ["an overlong form", Uint8Array.of(0xc0, 0xaf), "1:1 parse/invalid-utf-8 Unexpected byte 0xC0 at byte offset 0, expected UTF-8"],
    ["a surrogate", Uint8Array.of(0x20, 0xed, 0xa0, 0x80), "1:2 parse/invalid-utf-8 Unexpected byte 0xED at byte offset 1, expected UTF-8"],
    ["Latin-1", Uint8Array.of(0x66, 0xfc, 0x72), "1:2 parse/invalid-utf-8 Unexpected byte 0xFC at byte offset 1, expected UTF-8"],
    [
      "UTF-16, little endian",
      Uint8Array.of(0xff, 0xfe, 0x23, 0x00),
      "1:1 parse/utf-16 Unexpected UTF-16 (little endian) byte order mark at byte 0, expected UTF-8",
    ],
    [
      "UTF-16, big endian",
      Uint8Array.of(0xfe, 0xff, 0x00, 0x23),
      "1:1 parse/utf-16 Unexpected UTF-16 (big endian) byte order mark at byte 0, expected UTF-8",
    ],
    [
      "a byte order mark in the middle",
      bytesOf("# a\n\nju\uFEFFju\n"),
      "3:3 parse/byte-order-mark Unexpected byte order mark (U+FEFF) in the middle of the text, expected one at the start of the file or none",
    ],
  ])("%s", (_name, bytes, report) => {
    expect(read(bytes)).toEqual({ reports: [report], isRead: false });
  });
});

it("reads what the limit allows", () => {
  const limits: [number, boolean][] = [
    [3, false],
    [4, true],
  ];
  for (const [maximum, isRead] of limits) {
    const source = readSource(bytesOf("# a\n"), "x.md", new Reporter("x.md"), maximum);
    expect(source !== null, `${maximum}`).toBe(isRead);
  }
  expect(read(bytesOf("\n".repeat(49_999)))).toEqual({ reports: [], isRead: true });
});

describe("bytes that are normalised", () => {
  it("drops a byte order mark at the start, and says so", () => {
    const source = readSource(bytesOf("\uFEFF# a\n"), "x.md", new Reporter("x.md"));
    expect(source).toMatchObject({ text: "# a\n", hadByteOrderMark: true, hadCarriageReturns: false });
  });

  it("hashes CRLF, CR and LF alike", () => {
    const [lf, pairs, alone] = ["# a\nb\n", "# a\r\nb\r\n", "# a\rb\r"].map((text) =>
      readSource(bytesOf(text), "x.md", new Reporter("x.md")),
    );
    expect(pairs).toEqual({ ...lf, hadCarriageReturns: true });
    expect(alone).toEqual({ ...lf, hadCarriageReturns: true, loneCarriageReturns: [3, 5] });
  });

  it("reads the empty file", () => {
    expect(read(new Uint8Array())).toEqual({ reports: [], isRead: true });
  });
});

describe("texts built to exhaust the parser", () => {
  const nested = (depth: number): string => Array.from({ length: depth }, (_, level) => `${"  ".repeat(level)}- a\n`).join("");

  it.each<[string, string, string]>([
    ["lists 500 deep", nested(500), "33:1 parse/nested-too-deeply"],
    ["lists on one line", `${"- ".repeat(40)}a\n`, "1:1 parse/nested-too-deeply"],
    ["quotes 5000 deep", `${">".repeat(5_000)}a\n`, "1:1 parse/nested-too-deeply"],
    ["emphasis", `# a\n\n${"*_".repeat(20_000)}\n`, "3:1 parse/too-many-delimiters"],
    ["brackets", `a\n${"[".repeat(20_000)}\n`, "1:1 parse/too-many-delimiters"],
    ["emphasis over many lines", `${"*_*_*_ a\n".repeat(5_000)}`, "1:1 parse/too-many-delimiters"],
    ["emphasis under a fence that the list's end has closed", `- \`\`\`\n\n${"*_".repeat(20_000)}\n`, "3:1 parse/too-many-delimiters"],
    ["emphasis behind what only looks like a fence", `a\n    \`\`\`\n    ${"*_".repeat(20_000)}\n`, "1:1 parse/too-many-delimiters"],
    ["emphasis behind numbers that interrupt no paragraph", `a\n${"2. *_*_*_ a\n".repeat(5_000)}`, "1:1 parse/too-many-delimiters"],
    ["emphasis behind bars that are no table", `a | b\n|---|\n${"| *_*_*_ a\n".repeat(5_000)}`, "1:1 parse/too-many-delimiters"],
    ["emphasis below a table in a quote", `> | a |\n> |---|\n${"*_*_*_ a\n".repeat(5_000)}`, "parse/too-many-delimiters"],
    ["emphasis behind signs that are no headings", `a\n${"#*_*_*_ a\n".repeat(5_000)}`, "1:1 parse/too-many-delimiters"],
    ["emphasis behind marks that are indented too far", `a\n${"      - *_*_*_ a\n".repeat(5_000)}`, "1:1 parse/too-many-delimiters"],
    ["emphasis below a fence in raw HTML", `<div>\n\`\`\`\n\n${"*_".repeat(20_000)}\n`, "4:1 parse/too-many-delimiters"],
    ["emphasis below a fence in a comment", `<!--\n\`\`\`\n-->\n${"*_".repeat(20_000)}\n`, "parse/too-many-delimiters"],
    ["tables of a million cells", `|${"a|".repeat(100)}\n`.repeat(10_000), "1:1 parse/too-many-cells"],
    ["many paragraphs just under the limit", `${"*_".repeat(1_900)}\n\n`.repeat(400), "parse/too-many-delimiters"],
  ])("%s", (_name, text, report) => {
    const { reports, isRead } = read(bytesOf(text));
    expect(isRead).toBe(false);
    expect(reports.join("\n")).toContain(report);
  });

  it.each<[string, string]>([
    ["lists 32 deep", nested(32)],
    ["data in a fence", `\`\`\`json\n${"[[[[[[[[\n".repeat(2_000)}\`\`\`\n`],
    ["data in a fence of a list item", `1. a\n\n   ~~~\n${"   > - [*_*_*_*_]\n".repeat(2_000)}   ~~~\n\n   b\n`],
    ["a long list", `- **a** \`b\` [c](d)\n`.repeat(1_500)],
    ["a long table", `| a | b |\n|---|---|\n${"| `x` | **y** _z_ |\n".repeat(1_500)}`],
  ])("reads %s", (_name, text) => {
    expect(read(bytesOf(text))).toEqual({ reports: [], isRead: true });
  });
});
