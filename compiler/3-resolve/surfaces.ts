/**
 * Reads the captured surface of a client from the folder that `surfaces` names. A client without a file is not judged.
 */
import { findLineStarts, lineOf } from "../ast/lines.ts";
import { Surface } from "../ast/surface.ts";
import type { Config } from "../config.ts";
import type { RepositoryView } from "./repository-view.ts";

interface ReadSurface {
  readonly surface: Surface | null;
  /** What in the file is not as in a surface, and where. */
  readonly fault: string | null;
}

export interface Surfaces {
  readonly surfaceOf: (client: string) => Surface | null;
  readonly surfaceFaultOf: (client: string) => string | null;
}

/** Path -> what was read last: a surface is large, and every document of a repository asks for the same. */
const parsed = new Map<string, ReadSurface & { readonly text: string }>();

/** Asks the repository once which clients there are, so that a document's other commands cost nothing. */
export function surfacesOf({ surfaces }: Pick<Config, "surfaces">, repository: RepositoryView): Surfaces {
  let files: readonly string[] | null = null;
  const known = new Map<string, ReadSurface | null>();
  const read = (client: string): ReadSurface | null => {
    files ??= repository.list(surfaces);
    if (!files.includes(`${client}.json`)) return null;
    if (!known.has(client)) known.set(client, readSurface(`${surfaces}/${client}.json`, repository));
    return known.get(client)!;
  };
  return { surfaceOf: (client) => read(client)?.surface ?? null, surfaceFaultOf: (client) => read(client)?.fault ?? null };
}

function readSurface(path: string, repository: RepositoryView): ReadSurface | null {
  const text = repository.read(path);
  if (text === null) return null;
  const known = parsed.get(path);
  if (known?.text === text) return known;
  const read = { text, ...parseSurface(text, path) };
  parsed.set(path, read);
  return read;
}

function parseSurface(text: string, path: string): ReadSurface {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { surface: null, fault: describeBrokenJson(text, path) };
  }
  const { data, error } = Surface.safeParse(value);
  const place = error?.issues[0]?.path.map((key) => JSON.stringify(key)).join(" of ") ?? "";
  return { surface: data ?? null, fault: error === undefined ? null : `${place === "" ? "JSON" : `value at \`${place}\``} in \`${path}\`` };
}

function describeBrokenJson(text: string, path: string): string {
  const offset = findBreak(text);
  if (offset === text.length) return `end of \`${path}\``;
  const starts = findLineStarts(text);
  const line = lineOf(starts, offset);
  return `text at \`${path}:${line}:${offset - starts[line - 1]! + 1}\``;
}

/** Where the text stops being the beginning of JSON; engines do not always say it. */
function findBreak(text: string): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isBeginning(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** True for JSON, and for what lacks nothing but its end. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const position = /\bposition (\d+)/.exec(message)?.[1];
    return position === undefined ? message.includes("end of JSON input") : Number(position) >= text.length;
  }
}
