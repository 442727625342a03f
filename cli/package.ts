/**
 * What the package knows about itself.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of `package.json`: two levels up in the installed package (`dist/cli`), one in a checkout. */
export const packageFolder = folderAbove(import.meta.dirname);

export const version: string = (JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string }).version;

function folderAbove(folder: string): string {
  const parent = dirname(folder);
  return existsSync(join(parent, "package.json")) ? parent : folderAbove(parent);
}
