/**
 * Reads the captured surface of a client from the folder that `surfaces` names. A client without a file is not judged.
 */
import { Surface } from "../ast/surface.ts";
import type { Config } from "../config.ts";
import type { RepositoryView } from "./repository-view.ts";

/** Path -> what was read last: a surface is large, and every document of a repository asks for the same. */
const parsed = new Map<string, { readonly text: string; readonly surface: Surface | null }>();

/** Asks the repository once which clients there are, so that a document's other commands cost nothing. */
export function surfacesOf({ surfaces }: Pick<Config, "surfaces">, repository: RepositoryView): (client: string) => Surface | null {
  let files: readonly string[] | null = null;
  const known = new Map<string, Surface | null>();
  return (client) => {
    files ??= repository.list(surfaces);
    if (!files.includes(`${client}.json`)) return null;
    if (!known.has(client)) known.set(client, readSurface(`${surfaces}/${client}.json`, repository));
    return known.get(client)!;
  };
}

function readSurface(path: string, repository: RepositoryView): Surface | null {
  const text = repository.read(path);
  if (text === null) return null;
  const known = parsed.get(path);
  if (known?.text === text) return known.surface;
  const surface = parseSurface(text);
  parsed.set(path, { text, surface });
  return surface;
}

/** `null` for what is no surface: `rungate surface capture` writes it anew. */
function parseSurface(text: string): Surface | null {
  try {
    return Surface.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
