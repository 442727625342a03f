/**
 * `rungate verify`: whether a record is what was written, and all of it. Of a run, or of a bundle that `rungate seal` made.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good, negative, Refusal } from "../exit-status.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { openRecord, stateOf, type RunRecord } from "../record/record.ts";
import { verifyRecord, type Head, type Verified } from "../record/verify-record.ts";
import { findRecord, openFound } from "../run-folder.ts";
import { print } from "../terminal.ts";

interface VerifyOptions {
  readonly head?: Head;
  readonly allowedSigners?: string;
  readonly signer?: string;
}

export function addVerify(program: Command): void {
  addCommand(program, "verify <run-or-bundle>", {
    summary: "check that a record is what was written",
    description:
      "Checks the chain of the journal, every file that it names, the procedure that was run and what was shown before each change; of a bundle also its seal and its signature. Status 1: something was changed, or the record is INCOMPLETE.",
    examples: [
      { line: "rungate verify 7f3a", does: "a run that is kept here" },
      { line: "rungate verify 7f3a --head 3b0c6ae6f2c1:42", does: "that nothing was cut off since a gate said so" },
      { line: "rungate verify run.zip --allowed-signers signers", does: "a bundle, and who signed it; needs nothing else" },
    ],
  })
    .option("--head <hash:count>", "what a gate or the end of the run showed: the last lines cannot be missing", readHead)
    .option("--allowed-signers <file>", "who may have signed a bundle, as for `ssh-keygen -Y verify`")
    .option("--signer <name>", "with --allowed-signers: who must have signed it; without it, whoever is listed")
    .action(ending(verify));
}

function readHead(text: string): Head {
  const [, hash, count] = /^([0-9a-f]{12,64}):([1-9]\d{0,8})$/.exec(text) ?? [];
  if (hash === undefined) throw new InvalidArgumentError("Expected the head and the number of entries, as in 3b0c6ae6f2c1:42.");
  return { hash, count: Number(count) };
}

async function verify(name: string, options: VerifyOptions): Promise<number> {
  const path = resolve(name);
  const { isBundle, withBundle } = await import("../record/bundle.ts");
  if (isBundle(path)) return withBundle(path, (folder) => verifyBundle(folder, options));
  if (options.allowedSigners !== undefined || options.signer !== undefined)
    throw new Refusal(
      "Unexpected signers for a run, expected a bundle: only that can be signed",
      "make one with `rungate seal --sign KEY`",
    );
  const workspace = await openSoundWorkspace();
  const record = openFound(findRecord(name, workspace), workspace);
  return tell(record, verifyRecord(record, options.head ?? null), null);
}

async function verifyBundle(folder: string, options: VerifyOptions): Promise<number> {
  const { compareSeal } = await import("../record/bundle.ts");
  const sealed = compareSeal(folder);
  if (sealed === null)
    throw new Refusal("Unexpected bundle without a `seal.json` that can be read, expected one that `rungate seal` made", null);
  const record = openRecord(folder, sealed.seal.runId);
  const verified = verifyRecord(record, options.head ?? null);
  const signature = await verifySignature(folder, options);
  return tell(
    record,
    {
      changed: [...new Set([...sealed.changed, ...verified.changed])],
      missing: [...new Set([...sealed.missing, ...verified.missing])],
      files: Object.keys(sealed.seal.files).length - sealed.changed.length - sealed.missing.length,
    },
    signature,
  );
}

/** Who signed a bundle, and why that does not count, where it does not. */
interface SignatureTold {
  readonly by: string;
  readonly problem: string | null;
}

async function verifySignature(folder: string, { allowedSigners, signer }: VerifyOptions): Promise<SignatureTold> {
  const [{ checkSignature, signatureName }, { sealName }] = [await import("../record/signature.ts"), await import("../record/seal.ts")];
  const signature = join(folder, signatureName);
  const isSigned = existsSync(signature);
  if (allowedSigners === undefined) {
    if (signer !== undefined)
      throw new Refusal("Unexpected --signer alone, expected --allowed-signers with it", "name the file that has the signer's key");
    return { by: isSigned ? "not checked: give --allowed-signers FILE" : "nobody", problem: null };
  }
  if (!isSigned) return { by: "nobody", problem: "the bundle is not signed" };
  const checked = await checkSignature(join(folder, sealName), signature, allowedSigners, signer ?? null);
  return "problem" in checked ? { by: "nobody whose word counts", problem: checked.problem } : { by: checked.signer, problem: null };
}

/** The facts, what is wrong, the verdict: anything but VERIFIED is status 1. */
function tell(record: RunRecord, { changed, missing, files }: Verified, signature: SignatureTold | null): number {
  const { entries, first } = record;
  const head = entries.at(-1)?.hash.slice(0, 12);
  const problem = signature?.problem ?? null;
  const verdict = changed.length > 0 ? "CHANGED" : missing.length > 0 ? "INCOMPLETE" : problem === null ? "VERIFIED" : "NOT VERIFIED";
  const rows: readonly (readonly [string, string])[] = [
    ["run", first?.runId ?? "unknown"],
    ["state", stateOf(record)],
    ["record", head === undefined ? "no entries" : `${entries.length} entries, head ${head}`],
    ["files", `${files} as they were written`],
    ...(signature === null ? [] : [["signed by", signature.by] as const]),
    ...changed.map((text) => ["CHANGED", text] as const),
    ...missing.map((text) => ["INCOMPLETE", text] as const),
    ...(problem === null ? [] : [["SIGNATURE", problem] as const]),
  ];
  print(`${rows.map(([name, text]) => `${name.padEnd(10)}  ${text}`).join("\n")}\n${verdict}\n`);
  return verdict === "VERIFIED" ? good : negative;
}
