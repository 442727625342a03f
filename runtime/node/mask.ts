/**
 * Takes secrets out of what a block wrote, before anything else reads it: as they are, and as JSON, URLs and base64 write
 * them. A file is read in pieces; what might be the beginning of a secret is held back until the next one.
 */
import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";

const chunkBytes = 1024 * 1024;
const replacement = Buffer.from("[secret]");

/** What to look for; the longest first, so that none leaves the tail of another. */
export function formsOf(secrets: readonly string[]): Buffer[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    Buffer.from(`${secret}\n`).toString("base64").replace(/=+$/, ""),
  ]);
  return [...new Set(forms)].map((form) => Buffer.from(form)).sort((a, b) => b.length - a.length);
}

/** Writes `from` without the secrets to `to`, whole or not at all, and removes `from` where that is another file. */
export function maskFile(from: string, to: string, forms: readonly Buffer[]): void {
  const source = openSync(from, "r");
  const temporary = `${to}.masked`;
  const target = openSync(temporary, "w", 0o600);
  try {
    const mask = makeMask(forms, (bytes) => void writeSync(target, bytes));
    const chunk = Buffer.alloc(chunkBytes);
    for (let read = readSync(source, chunk); read > 0; read = readSync(source, chunk)) mask.add(chunk.subarray(0, read));
    mask.finish();
  } finally {
    closeSync(source);
    closeSync(target);
  }
  renameSync(temporary, to);
  if (from !== to) rmSync(from);
}

export function makeMask(
  forms: readonly Buffer[],
  write: (bytes: Buffer) => void,
): { readonly add: (bytes: Buffer) => void; readonly finish: () => void } {
  const held = Math.max(0, ...forms.map((form) => form.length - 1));
  let rest: Buffer = Buffer.alloc(0);
  const pass = (limit: number): void => {
    let at = 0;
    for (let found = first(rest, forms, at); found !== null && found.start < limit; found = first(rest, forms, at)) {
      if (found.start > at) write(rest.subarray(at, found.start));
      write(replacement);
      at = found.end;
    }
    const end = Math.max(at, limit);
    if (end > at) write(rest.subarray(at, end));
    rest = rest.subarray(end);
  };
  return {
    add: (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      if (rest.length > held) pass(rest.length - held);
    },
    finish: () => pass(rest.length),
  };
}

function first(text: Buffer, forms: readonly Buffer[], from: number): { readonly start: number; readonly end: number } | null {
  let best: { start: number; end: number } | null = null;
  for (const form of forms) {
    const start = text.indexOf(form, from);
    if (start !== -1 && (best === null || start < best.start)) best = { start, end: start + form.length };
  }
  return best;
}
