/**
 * A sealed record: one zip with everything that a record consists of, its report, and `seal.json`, which names the hash of
 * every file in it. The same record gives the same bytes: sorted, stored, with one fixed time, and nothing of the machine
 * that sealed it. What is signed is `seal.json`.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { z } from "zod";
import { syncFolder } from "../../runtime/node/durable-files.ts";
import { Refusal } from "../exit-status.ts";
import { describeRun } from "./describe-run.ts";
import { hashOfFile, stateOf, type RunRecord } from "./record.ts";
import { filesOf } from "./record-files.ts";
import { renderReport } from "./render-report.ts";
import { sign, signatureName } from "./signature.ts";

export const sealName = "seal.json";
export const reportNames = { markdown: "report.md", json: "report.json" } as const;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const Seal = z.strictObject({
  version: z.literal(1),
  runId: z.string().nullable(),
  state: z.string(),
  /** Hash of the last entry, and how many there are. */
  head: Sha256.nullable(),
  entries: z.int(),
  /** Every other file of the bundle but the signature: path -> hash and length. */
  files: z.record(z.string(), z.strictObject({ sha256: Sha256, bytes: z.int().nonnegative() })),
});
export type Seal = z.infer<typeof Seal>;

/** Of every file in it; the zip's own least. */
const fixedTime = new Date(1980, 0, 1);
const how = { mtime: fixedTime, mode: 0o100644, compress: false, forceDosTimestamp: true };

/** Writes the bundle: there is none, or a whole one. `key`: as `ssh-keygen -Y sign -f` takes it; `null`: unsigned. */
export async function sealRecord(record: RunRecord, bundle: string, key: string | null): Promise<void> {
  if (existsSync(bundle))
    throw new Refusal(
      `Unexpected file at \`${bundle}\`, expected a new name for the bundle`,
      "name another with --output, or move it away",
    );
  const report = describeRun(record);
  const made = new Map([
    [reportNames.json, Buffer.from(`${JSON.stringify(report, null, 2)}\n`)],
    [reportNames.markdown, Buffer.from(renderReport(report))],
  ]);
  const seal = Buffer.from(`${JSON.stringify(makeSeal(record, made), null, 2)}\n`);
  const signature = key === null ? null : await signSeal(seal, key);
  const zip = new ZipFile();
  for (const [name, bytes] of [[sealName, seal] as const, ...(signature === null ? [] : [[signatureName, signature] as const]), ...made])
    zip.addBuffer(bytes, name, how);
  for (const file of filesOf(record)) zip.addFile(join(record.folder, file), file, how);
  zip.end();
  await writeWhole(zip, bundle);
}

function makeSeal(record: RunRecord, made: ReadonlyMap<string, Buffer>): Seal {
  const files = new Map<string, Seal["files"][string]>();
  for (const file of filesOf(record)) {
    const path = join(record.folder, file);
    files.set(file, { sha256: hashOfFile(path) as string, bytes: statSync(path).size });
  }
  for (const [file, bytes] of made) files.set(file, { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length });
  return {
    version: 1,
    runId: record.first?.runId ?? null,
    state: stateOf(record),
    head: record.entries.at(-1)?.hash ?? null,
    entries: record.entries.length,
    files: Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

async function signSeal(seal: Buffer, key: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "rungate-seal-"));
  try {
    writeFileSync(join(folder, sealName), seal);
    await sign(join(folder, sealName), key);
    return readFileSync(join(folder, signatureName));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Written beside its place, synced, renamed, and the folder synced. */
async function writeWhole(zip: ZipFile, bundle: string): Promise<void> {
  const draft = `${bundle}.tmp`;
  try {
    const failed = new Promise<never>((_resolve, reject) => zip.once("error", reject));
    await Promise.race([pipeline(zip.outputStream, createWriteStream(draft, { mode: 0o600 })), failed]);
    const descriptor = openSync(draft, "r+");
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(draft, bundle);
    syncFolder(dirname(bundle));
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Refusal(
      `Unexpected ${(error as NodeJS.ErrnoException).code ?? "error"} while \`${bundle}\` was written, expected room and permission for it`,
      "check the permissions of its folder and the space on the disk; no bundle was left",
    );
  }
}
