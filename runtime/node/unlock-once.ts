/**
 * `rungate unlock`: a second person says that a change marked `once` may be made again. Who made the mark is the owner of its file,
 * as the file system says, and the name in it. The mark is kept, with the reason, beside those that hold.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { describeIdentity, whyNotSecond, type Identity } from "../approvals.ts";
import { syncFolders, writeDurably } from "./durable-files.ts";
import { makeFolders } from "./make-folders.ts";

const Mark = z.looseObject({ runId: z.string(), at: z.string(), by: z.string(), change: z.string() });

export type Unlocked = { readonly said: string } | { readonly problem: string; readonly fix: string };

/** `step`: `1/run-1`, its section `1`, or the whole name of the change, `restart 1/run-1`. */
export function unlockOnce(stateFolder: string, environment: string, step: string, reason: string, self: Identity, now: string): Unlocked {
  const folder = join(stateFolder, "once", environment);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  const marks = names.map((name) => ({ name, ...Mark.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))) }));
  const found = marks.filter(({ change }) => change === step || change.endsWith(` ${step}`) || change.includes(` ${step}/`));
  const [mark] = found;
  const changes = (among: typeof marks): string => among.map(({ change }) => `\`${change}\``).join(", ");
  if (mark === undefined)
    return {
      problem: `Unexpected step \`${step}\`, expected a change marked \`once\` that was started in \`${environment}\`: ${marks.length === 0 ? "there is none" : changes(marks)}`,
      fix: "name one of them; nothing else is locked",
    };
  if (found.length > 1)
    return { problem: `Unexpected step \`${step}\`, which ${found.length} changes have`, fix: `name one of ${changes(found)}` };
  const { uid } = lstatSync(join(folder, mark.name));
  const why = whyNotSecond({ user: mark.by, uid, host: self.host }, self);
  if (why !== null)
    return {
      problem: `the mark is ${mark.by}'s: ${why.replaceAll("runs the procedure", "started the change")}`,
      fix: "let another person look, and unlock it from their login",
    };
  const freed = join(folder, "unlocked");
  makeFolders(freed);
  const { name, ...kept } = mark;
  writeDurably(join(freed, `${now.replaceAll(/[^0-9]/g, "")}-${name}`), `${JSON.stringify({ mark: kept, by: self, at: now, reason })}\n`);
  unlinkSync(join(folder, name));
  syncFolders(folder, stateFolder);
  return {
    said: `\`${mark.change}\` may be started again in \`${environment}\`, on the word of ${describeIdentity(self)}; ${mark.by} started it at ${mark.at}, in run ${mark.runId}`,
  };
}
