/**
 * `rungate seal`: a record as one file that can be carried away and checked without a network.
 */
import { resolve } from "node:path";
import type { Command } from "commander";
import { addCommand, ending } from "../command.ts";
import { good, negative } from "../exit-status.ts";
import { displayed } from "../files.ts";
import { openSoundWorkspace } from "../open-workspace.ts";
import { verifyRecord } from "../record/verify-record.ts";
import { findRecord, openFound } from "../run-folder.ts";
import { say } from "../terminal.ts";

interface SealOptions {
  readonly sign?: string;
  readonly output?: string;
}

export function addSeal(program: Command): void {
  addCommand(program, "seal <run>", {
    summary: "put a record into one file",
    description:
      "Puts the documents, the procedure, the journal, its side files, the outputs and the report into one zip, the same bytes each time. What is wrong with the record is said, and sealed as it is: status 1.",
    examples: [
      { line: "rungate seal 7f3a", does: "writes <run>.zip here" },
      { line: "rungate seal 7f3a --sign ~/.ssh/id_ed25519", does: "signed; `rungate verify` checks it" },
    ],
  })
    .option("--sign <key>", "sign it with this key, by `ssh-keygen -Y sign`")
    .option("--output <file>", "another name than <run>.zip")
    .action(ending(seal));
}

async function seal(name: string, { sign, output }: SealOptions): Promise<number> {
  const workspace = await openSoundWorkspace();
  const found = findRecord(name, workspace);
  const record = openFound(found, workspace);
  const bundle = resolve(workspace.cwd, output ?? `${found.id}.zip`);
  const { sealRecord } = await import("../record/seal.ts");
  await sealRecord(record, bundle, sign === undefined ? null : resolve(workspace.cwd, sign));
  const { changed, missing } = verifyRecord(record, null);
  for (const text of changed) say(`CHANGED     ${text}`);
  for (const text of missing) say(`INCOMPLETE  ${text}`);
  say(`sealed ${displayed(bundle, workspace.cwd)}: ${record.entries.length} entries${sign === undefined ? "" : ", signed"}`);
  return changed.length + missing.length === 0 ? good : negative;
}
