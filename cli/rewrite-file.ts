/**
 * Replaces a file of the user: written beside its place and moved there, so that a reader sees the old text or the new one.
 */
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "./exit-status.ts";

/**
 * A link stays a link: what it leads to is replaced, with its permissions. What somebody wrote since `before` was read is
 * not overwritten. `shown`: the path as the user would type it.
 */
export function rewriteFile(path: string, { before, after }: { readonly before: string; readonly after: string }, shown: string): void {
  try {
    const real = realpathSync(path);
    // Not named after the file: a name may be as long as the disk allows.
    const draft = join(dirname(real), `.rungate-writing-${process.pid}`);
    try {
      writeFileSync(draft, after, { flush: true });
      chmodSync(draft, statSync(real).mode & 0o7777);
      if (!readFileSync(real).equals(Buffer.from(before)))
        throw new Refusal(
          `Unexpected change of \`${shown}\` while it was mended, expected the text that was read`,
          "run the command again",
        );
      renameSync(draft, real);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      `Unexpected ${(error as NodeJS.ErrnoException).code ?? "error"} at \`${shown}\`, expected a file that may be replaced`,
      "check the permissions of the file and its folder, and the space on the disk",
    );
  }
}
