/**
 * Replaces a file of the user: written beside its place and moved there, so that a reader sees the old text or the new one.
 */
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { Refusal } from "./exit-status.ts";

/** A link stays a link: what it leads to is replaced, with its permissions. */
export function rewriteFile(path: string, text: string): void {
  let temporary: string | null = null;
  try {
    const real = realpathSync(path);
    temporary = `${real}.rungate-${process.pid}.tmp`;
    writeFileSync(temporary, text, { flag: "wx" });
    chmodSync(temporary, statSync(real).mode & 0o7777);
    renameSync(temporary, real);
  } catch (error) {
    if (temporary !== null) rmSync(temporary, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(
      `Unexpected ${code ?? "error"} at \`${path}\`, expected a file that may be replaced`,
      "check the permissions of the file and its folder",
    );
  }
}
