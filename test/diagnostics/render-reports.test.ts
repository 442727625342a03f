import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { renderGithub } from "../../compiler/diagnostics/render-github.ts";
import { JsonReport, renderJson } from "../../compiler/diagnostics/render-json.ts";
import { renderJunit } from "../../compiler/diagnostics/render-junit.ts";
import { renderSarif } from "../../compiler/diagnostics/render-sarif.ts";
import { diagnosticAt, spanOf } from "./diagnostic-helper.ts";

const text = "abcdef\nghijkl\n";
const first = diagnosticAt(text, spanOf(text, 1, 2, 4), {
  code: "lint/a",
  file: "b.md",
  message: "Unexpected `a`, expected `b`",
  why: "w",
  fix: "Write b",
});
const second = diagnosticAt(text, spanOf(text, 2, 1, 3), { code: "build/z", file: "b.md", severity: "warning" });
const third = diagnosticAt(
  text,
  { start: spanOf(text, 1, 1, 1).start, end: spanOf(text, 2, 3, 3).end },
  { code: "lint/c", file: "a.md", severity: "info" },
);
const all = [second, first, third];

/** Every character that some format treats specially, and the ones that no format can carry raw. */
const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "&",
      "<",
      ">",
      '"',
      "'",
      "%",
      ":",
      ",",
      "\n",
      "\r",
      "\t",
      "\u0000",
      "\u001b",
      "]]>",
      "::",
      "%0A",
      "\ud800",
      "\u2028",
      "#",
      "?",
      " ",
      "/",
    ),
    fc.string({ minLength: 1, maxLength: 1, unit: "binary" }),
  ),
});
const anyDiagnostic = fc
  .record({ message: nasty.filter((word) => word !== ""), file: nasty.filter((word) => word !== ""), why: fc.option(nasty) })
  .map((fields) => diagnosticAt(text, spanOf(text, 1, 2, 4), fields));

describe("renderJson", () => {
  test("is the stable form, sorted by file, line, column and code", () => {
    expect(JSON.parse(renderJson(3, all))).toEqual({
      version: 1,
      files: 3,
      diagnostics: [
        {
          code: "lint/c",
          severity: "info",
          file: "a.md",
          line: 1,
          column: 1,
          endLine: 2,
          endColumn: 3,
          message: "Unexpected X, expected Y",
          why: null,
          fix: null,
          edits: null,
        },
        {
          code: "lint/a",
          severity: "error",
          file: "b.md",
          line: 1,
          column: 2,
          endLine: 1,
          endColumn: 4,
          message: "Unexpected `a`, expected `b`",
          why: "w",
          fix: "Write b",
          edits: null,
        },
        {
          code: "build/z",
          severity: "warning",
          file: "b.md",
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 3,
          message: "Unexpected X, expected Y",
          why: null,
          fix: null,
          edits: null,
        },
      ],
    });
  });

  test("keeps every text as it is", () => {
    fc.assert(
      fc.property(anyDiagnostic, (diagnostic) => {
        const [only] = JsonReport.parse(JSON.parse(renderJson(1, [diagnostic]))).diagnostics;
        expect(only).toMatchObject({ message: diagnostic.message, file: diagnostic.file, why: diagnostic.why });
      }),
    );
  });
});

describe("renderGithub", () => {
  test("gives one workflow command a diagnostic", () => {
    expect(renderGithub(all)).toBe(
      [
        "::notice title=lint/c,file=a.md,line=1,endLine=2::Unexpected X, expected Y",
        "::error title=lint/a,file=b.md,line=1,endLine=1,col=2,endColumn=4::Unexpected `a`, expected `b`%0Awhy: w%0Afix: Write b",
        "::warning title=build/z,file=b.md,line=2,endLine=2,col=1,endColumn=3::Unexpected X, expected Y",
        "",
      ].join("\n"),
    );
  });

  test("nothing in a text can end the command or begin another", () => {
    fc.assert(
      fc.property(anyDiagnostic, (diagnostic) => {
        const rendered = renderGithub([diagnostic]);
        expect(rendered.split(/\r\n|\r|\n/)).toHaveLength(2);
        const [, properties, data] = /^::error ((?:[^:]|\n)*)::((?:.|\u2028|\u2029)*)\n$/.exec(rendered) as unknown as [
          string,
          string,
          string,
        ];
        const file = properties
          .split(",")
          .find((property) => property.startsWith("file="))!
          .slice("file=".length);
        expect(unescapeGithub(file)).toBe(diagnostic.file);
        expect(unescapeGithub(data).startsWith(diagnostic.message)).toBe(true);
      }),
    );
  });
});

/** As the runner reads it. */
function unescapeGithub(value: string): string {
  return value.replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
}

/** The standard's schema. Of draft 4 it uses only what later drafts kept, but for the name of its `id`. */
function sarifSchema(): object {
  const path = join(import.meta.dirname, "..", "fixtures", "sarif", "sarif-2.1.0-rtm.5.json");
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  return schema;
}

describe("renderSarif", () => {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  const fits = ajv.compile(sarifSchema());

  test("fits the standard's schema, whatever the texts hold", () => {
    const edited = { ...first, edits: [{ span: first.span, text: "" }], related: [{ span: first.span, message: "here" }] };
    fc.assert(
      fc.property(fc.array(anyDiagnostic, { maxLength: 3 }), (diagnostics) => {
        const log = JSON.parse(renderSarif([...diagnostics, edited, ...all], [{ code: "lint/a", summary: "A", why: "w" }], "0.1.0"));
        expect(fits(log), JSON.stringify(fits.errors)).toBe(true);
      }),
    );
    expect(fits({ ...JSON.parse(renderSarif([], [], "0.1.0")), version: "2.0.0" })).toBe(false);
  });

  test("describes each rule once and points every result at it", () => {
    const log = JSON.parse(renderSarif([...all, first], [{ code: "lint/a", summary: "A", why: "w" }], "0.1.0"));
    expect(log).toMatchObject({ version: "2.1.0", runs: [{ columnKind: "utf16CodeUnits" }] });
    const { rules } = log.runs[0].tool.driver;
    expect(rules).toEqual([
      { id: "build/z" },
      { id: "lint/a", shortDescription: { text: "A" }, fullDescription: { text: "w" } },
      { id: "lint/c" },
    ]);
    for (const result of log.runs[0].results) expect(rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(log.runs[0].results.map((result: { level: string }) => result.level)).toEqual(["note", "error", "error", "warning"]);
    expect(log.runs[0].results[1].locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "b.md" },
          region: { startLine: 1, startColumn: 2, endLine: 1, endColumn: 4 },
        },
      },
    ]);
  });

  test("a file's name is a relative reference that leads back to it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, unit: fc.constantFrom("a", " ", "#", "?", "%", ":", "&", "é", "\\") }), { minLength: 1 }),
        (segments) => {
          const file = segments.join("/");
          const log = JSON.parse(renderSarif([diagnosticAt(text, spanOf(text, 1, 1, 2), { file })], [], "0.1.0"));
          const url = new URL(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, "file:///base/");
          expect(url.protocol).toBe("file:");
          expect(decodeURIComponent(url.pathname)).toBe(`/base/${file}`);
        },
      ),
    );
  });
});

describe("renderJunit", () => {
  test("counts errors as failures and shows clean files", () => {
    const rendered = renderJunit(["a.md", "b.md", "clean.md"], all);
    expect(rendered).toContain('<testsuites name="rungate" tests="5" failures="1">');
    expect(rendered).toContain(
      '  <testsuite name="clean.md" tests="1" failures="0">\n    <testcase classname="clean.md" name="no errors"/>\n  </testsuite>',
    );
    expect(rendered).toContain(
      '<failure type="lint/a" message="Unexpected `a`, expected `b`">b.md:1:2&#10;Unexpected `a`, expected `b`&#10;why: w&#10;fix: Write b</failure>',
    );
  });

  test("is well-formed XML of JUnit's elements, whatever the texts hold", () => {
    fc.assert(
      fc.property(fc.array(anyDiagnostic, { maxLength: 3 }), (diagnostics) => {
        const [root, ...others] = readXml(renderJunit(["x.md"], diagnostics));
        expect(others).toEqual([]);
        expect(root!.name).toBe("testsuites");
        const cases = root!.children.flatMap((suite) => readSuite(suite));
        expect(countsOf(root!)).toEqual({ tests: cases.length, failures: diagnostics.length });
        const failures = cases.flatMap(({ children }) => children);
        expect(failures.map(({ attributes }) => attributes["message"]).toSorted()).toEqual(diagnostics.map(carried).toSorted());
        for (const { attributes, text: body } of failures) expect(body).toContain(attributes["message"]);
      }),
    );
  });
});

/** What XML can carry of a message. */
function carried({ message }: Diagnostic): string {
  return message.toWellFormed().replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, "\ufffd");
}

interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** The elements at the top; throws where the text is not well-formed. */
function readXml(text: string): XmlElement[] {
  const parser = new SaxesParser();
  const top: XmlElement[] = [];
  const open: XmlElement[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: XmlElement = { name, attributes, children: [], text: "" };
    (open.at(-1)?.children ?? top).push(element);
    open.push(element);
  });
  parser.on("text", (words) => {
    if (open.length > 0) open.at(-1)!.text += words;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  return top;
}

function countsOf({ attributes }: XmlElement): unknown {
  return { tests: Number(attributes["tests"]), failures: Number(attributes["failures"]) };
}

/** The cases of a suite, held to the elements and attributes that Jenkins' schema of JUnit reports demands. */
function readSuite(suite: XmlElement): readonly XmlElement[] {
  expect(suite.name).toBe("testsuite");
  expect(Object.keys(suite.attributes)).toEqual(["name", "tests", "failures"]);
  const failures = suite.children.filter(({ children }) => children.some(({ name }) => name === "failure"));
  expect(countsOf(suite)).toEqual({ tests: suite.children.length, failures: failures.length });
  for (const { name, attributes, children } of suite.children) {
    expect(name).toBe("testcase");
    expect(Object.keys(attributes)).toEqual(["classname", "name"]);
    for (const outcome of children) {
      expect(outcome.children).toEqual([]);
      expect(Object.keys(outcome.attributes)).toEqual(outcome.name === "failure" ? ["type", "message"] : []);
      expect(["failure", "system-out"]).toContain(outcome.name);
    }
  }
  return suite.children;
}
