/**
 * Reads a sealed record back. A bundle comes from elsewhere: only what a seal can hold is taken out of it, into a folder of
 * its own. Every file in it is stored, so nothing can grow while it is read.
 */
import {
  closeSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { Refusal } from "../exit-status.ts";
import { hashOfFile, isOwnName, journalName } from "./record.ts";
import { reportNames, Seal, sealName } from "./seal.ts";
import { signatureName } from "./signature.ts";

/** A zip begins with these four bytes, an empty one aside. */
const zipStart = Buffer.from("PK\u0003\u0004", "latin1");

export function isBundle(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const descriptor = openSync(path, "r");
  try {
    const start = Buffer.alloc(zipStart.length);
    readSync(descriptor, start);
    return start.equals(zipStart);
  } finally {
    closeSync(descriptor);
  }
}

/** Takes a bundle out into a temporary folder, which is gone when `use` has ended. */
export async function withBundle<Result>(path: string, use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "rungate-bundle-"));
  try {
    await takeOut(path, folder);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function takeOut(path: string, folder: string): Promise<void> {
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(path, { lazyEntries: true, strictFileNames: true, autoClose: false });
    let left = statSync(path).size;
    for await (const entry of zip.eachEntry()) {
      left -= entry.uncompressedSize;
      const problem =
        whyForeign(entry) ?? (left < 0 ? "is longer than the bundle" : existsSync(join(folder, entry.fileName)) ? "is there twice" : null);
      if (problem !== null) throw new Refusal(`Unexpected entry \`${entry.fileName}\` in \`${path}\`: it ${problem}`, notSealed);
      mkdirSync(dirname(join(folder, entry.fileName)), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(join(folder, entry.fileName), { flags: "wx", mode: 0o600 }));
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      `Unexpected content of \`${path}\`, expected a bundle that can be read: ${error instanceof Error ? error.message : String(error)}`,
      notSealed,
    );
  } finally {
    zip?.close();
  }
}

const notSealed = "nothing was taken out; get the bundle again from where it was sealed";

/** `null`: a seal may hold it. */
function whyForeign({ fileName, compressionMethod, compressedSize, uncompressedSize, generalPurposeBitFlag }: Entry): string | null {
  if (!isBundleName(fileName)) return "is no file of a sealed record";
  if (compressionMethod !== 0 || compressedSize !== uncompressedSize) return "is compressed, and a seal compresses nothing";
  return (generalPurposeBitFlag & 1) === 0 ? null : "is encrypted";
}

function isBundleName(name: string): boolean {
  const known: readonly string[] = [sealName, signatureName, journalName, reportNames.markdown, reportNames.json];
  if (known.includes(name) || isOwnName(name)) return true;
  const [top, ...rest] = name.split("/");
  const isInside = rest.length > 0 && rest.every((part) => part !== "" && part !== "." && part !== ".." && part.length <= 255);
  return /^(?:procedure|source)(?:-\d+)?$/.test(top ?? "") && isInside && !/[\p{Cc}\\]/u.test(name);
}

/** Every file of a folder, with `/`, sorted. */
const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();

/** How what was taken out differs from what `seal.json` names; `null`: there is none that can be read. */
export function compareSeal(folder: string): { readonly seal: Seal; readonly changed: string[]; readonly missing: string[] } | null {
  const seal = readSeal(folder);
  if (seal === null) return null;
  const changed: string[] = [];
  const missing: string[] = [];
  for (const [name, { sha256 }] of Object.entries(seal.files)) {
    const hash = isBundleName(name) ? hashOfFile(join(folder, name)) : null;
    if (hash === null) missing.push(`\`${name}\` is missing, which ${sealName} names`);
    else if (hash !== sha256) changed.push(`\`${name}\` was changed: it does not have the hash that ${sealName} names`);
  }
  for (const name of listFiles(folder))
    if (name !== sealName && name !== signatureName && !Object.hasOwn(seal.files, name))
      changed.push(`\`${name}\` was added: ${sealName} does not name it`);
  return { seal, changed, missing };
}

function readSeal(folder: string): Seal | null {
  try {
    return Seal.parse(JSON.parse(readFileSync(join(folder, sealName), "utf8")));
  } catch {
    return null;
  }
}
