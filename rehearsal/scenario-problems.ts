/**
 * What is wrong with a scenario file, in its author's words: where, what was found, what was expected, how to mend it.
 */
import { isMap, isNode, isScalar, visit, type Document, type Node } from "yaml";
import type { z } from "zod";

export interface ScenarioProblem {
  readonly line: number;
  readonly column: number;
  /** `Unexpected ..., expected ...`. */
  readonly message: string;
  /** Begins with a verb. */
  readonly fix: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Mistakes of YAML, and what YAML may hold and a scenario may not: an alias can grow without end, a tag can mean anything. */
export function yamlProblems(document: Document.Parsed, text: string): ScenarioProblem[] {
  const problems = document.errors.map(({ code, message, pos }) =>
    code === "DUPLICATE_KEY"
      ? { ...positionAt(pos[0], text), message: "Unexpected key that stands twice, expected each key once", fix: "Merge the two entries" }
      : {
          ...positionAt(pos[0], text),
          message: `Unexpected text, expected YAML: ${uncapitalised(message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, ""))}`,
          fix: "Mend the line; indentation, colons and brackets are the usual cause",
        },
  );
  visit(document, {
    Alias: (_key, { range, source }) => {
      problems.push({
        ...positionAt(range?.[0] ?? 0, text),
        message: `Unexpected alias \`*${source}\`, expected plain values`,
        fix: "Write the value out",
      });
    },
    Value: (_key, { tag, range }) => {
      if (tag === undefined || document.schema.tags.some((known) => known.tag === tag)) return;
      problems.push({
        ...positionAt(range?.[0] ?? 0, text),
        message: `Unexpected tag \`${tag}\`, expected plain values`,
        fix: "Write a plain value",
      });
    },
  });
  return problems;
}

/** What the schema says of the values. `shape` names the keys that an entry may have. */
export function schemaProblems(issues: readonly Issue[], document: Document.Parsed, text: string): ScenarioProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, issue.path, document, text));
    const node = nodeAt(issue.path, document);
    if (issue.path.length > 0 && node === null) return [missing(issue, document, text)];
    const at = issue.code === "invalid_key" ? keyNode(issue.path.slice(0, -1), String(issue.path.at(-1)), document) : node;
    return [
      {
        ...positionOf(at, text),
        message: `Unexpected ${describe(at, text)}${issue.path.length === 0 ? "" : ` at ${quote(issue.path)}`}, expected ${expected(issue)}`,
        fix: `Write ${expected(issue)}`,
      },
    ];
  });
}

function missing(issue: Issue, document: Document.Parsed, text: string): ScenarioProblem {
  const parent = issue.path.slice(0, -1);
  return {
    ...positionOf(nodeAt(parent, document), text),
    message: `Unexpected ${parent.length === 0 ? "scenario" : `entry ${quote(parent)}`} without \`${String(issue.path.at(-1))}\`, expected ${expected(issue)}`,
    fix: `Add \`${String(issue.path.at(-1))}:\` with ${expected(issue)}`,
  };
}

function unknownKey(key: string, path: Path, document: Document.Parsed, text: string): ScenarioProblem {
  const known = keysAt[path.filter((part) => typeof part === "string").join(".")] ?? [];
  const names = known.map((name) => `\`${name}\``).join(", ");
  return {
    ...positionOf(keyNode(path, key, document), text),
    message: `Unexpected key \`${key}\`, expected one of ${names}`,
    fix: "Write one of them, or remove the entry: a misspelt one would have no effect",
  };
}

/** By the path of the entry, without the numbers of its lists. */
const keysAt: Readonly<Record<string, readonly string[]>> = {
  "": ["shows", "world", "seed", "parameters", "steps", "faults", "operator", "kill", "expect"],
  operator: ["at", "for", "row", "choose", "text", "times"],
  kill: ["during"],
  expect: ["outcome", "stoppedAt", "world", "findings"],
};

/** Where a value has a form of its own, by the path of its entry without the numbers of its lists. */
const formAt: Readonly<Record<string, string>> = {
  "": "a mapping with `shows`, `world` and `expect`",
  shows: "one sentence that says what the scenario shows",
  world: "the name of a world, or the path of its module",
  seed: "a whole number, 0 or more",
  parameters: "a mapping from names to values",
  steps: "a list of steps that are marked `only when named`",
  faults: "a list of faults",
  "faults.fault": "the name of a fault of the world",
  "faults.at": "a duration such as `90s`, `20m` or `1h`",
  "faults.before": "the words of a command",
  operator: "a list of answers",
  "operator.choose": "the answer, as the question offers it",
  "operator.times": "a whole number, 1 or more",
  kill: "a mapping with `during`",
  "kill.during": "the words of a command",
  expect: "a mapping with `outcome`",
  "expect.world": "a mapping from JSON Pointers, such as `/files/notice.txt`, to values",
  "expect.findings": "a list of texts",
};

function expected(issue: Issue): string {
  if (issue.code === "invalid_value") return `one of ${issue.values.map((value) => `\`${String(value)}\``).join(", ")}`;
  if (issue.code === "invalid_key") return "a JSON Pointer, which begins with `/`";
  if (issue.code === "custom") return issue.message;
  const form = formAt[issue.path.filter((part) => typeof part === "string").join(".")];
  if (form !== undefined && typeof issue.path.at(-1) !== "number") return form;
  return issue.code === "invalid_type" && ["object", "record"].includes(issue.expected) ? "a mapping" : "a text or a number";
}

const quote = (path: Path): string => `\`${path.map(String).join(".")}\``;

/** The node of a value; `null` where there is none. */
function nodeAt(path: Path, document: Document.Parsed): Node | null {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node : null;
}

function keyNode(path: Path, key: string, document: Document.Parsed): Node | null {
  const parent = nodeAt(path, document);
  const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined;
  return isNode(pair?.key) ? pair.key : parent;
}

/** As the author wrote it, where that is one line. */
function describe(node: Node | null, text: string): string {
  const [start, end] = node?.range ?? [0, 0];
  const written = text.slice(start, end).trim();
  return written === "" ? "nothing" : written.includes("\n") ? "value" : `\`${written}\``;
}

const positionOf = (node: Node | null, text: string): { line: number; column: number } => positionAt(node?.range?.[0] ?? 0, text);

function positionAt(offset: number, text: string): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const uncapitalised = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
