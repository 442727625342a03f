/**
 * Replaces a file of the user: written beside its place and moved there, so that a reader sees the old text or the new one.
 */
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { Refusal } from "./exit-status.ts";

/**
 * A link stays a link: what it leads to is replaced, with its permissions. What somebody wrote since `before` was read is
 * not overwritten.
 */
export function rewriteFile(path: string, { before, after }: { readonly before: string; readonly after: string }): void {
  let temporary: string | null = null;
  try {
    const real = realpathSync(path);
    const draft = `${real}.rungate-${process.pid}.tmp`;
    writeFileSync(draft, after, { flag: "wx", flush: true });
    temporary = draft;
    chmodSync(draft, statSync(real).mode & 0o7777);
    if (!readFileSync(real).equals(Buffer.from(before)))
      throw new Refusal(`Unexpected change of \`${path}\` while it was mended, expected the text that was read`, "run the command again");
    renameSync(draft, real);
  } catch (error) {
    if (temporary !== null) rmSync(temporary, { force: true });
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(
      `Unexpected ${code ?? "error"} at \`${path}\`, expected a file that may be replaced`,
      "check the permissions of the file and its folder, and the space on the disk",
    );
  }
}
