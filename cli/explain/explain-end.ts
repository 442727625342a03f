/**
 * How a command that could not be carried out is told, and which status that is.
 */
import { CommanderError } from "commander";
import { bug, good, Refusal, refused } from "../exit-status.ts";
import { version } from "../package.ts";
import { say } from "../terminal.ts";

export function explainEnd(error: unknown, argv: readonly string[]): number {
  // Commander has said what is wrong; help and version are the two ends that are no mistake.
  if (error instanceof CommanderError) return error.exitCode === 0 ? good : refused;
  if (error instanceof Refusal) {
    say(`rungate: ${error.message}${error.fix === null ? "" : `\n  fix: ${error.fix}`}`);
    return error.status;
  }
  if (isOfTheDisk(error)) {
    const where = error.path === undefined ? "" : ` at \`${error.path}\``;
    say(`rungate: Unexpected ${error.code} of the system${where}, expected a disk that takes what is written`);
    say("  fix: check the space on the disk and the permissions, then try again");
    return refused;
  }
  say(describeBug(error, argv));
  return bug;
}

/** What the disk refuses is no mistake of ours. */
const diskCodes: readonly (string | undefined)[] = ["ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "EIO", "EMFILE", "ENFILE"];

function isOfTheDisk(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && diskCodes.includes((error as NodeJS.ErrnoException).code);
}

/** What the next person needs to find it; the stack is for us, so it comes last. */
function describeBug(error: unknown, argv: readonly string[]): string {
  const causes: string[] = [];
  for (let current: unknown = error; current !== undefined; current = current instanceof Error ? current.cause : undefined) {
    causes.push(current instanceof Error ? (current.stack ?? current.message) : String(current));
  }
  const message = (error instanceof Error ? error.message : String(error)).replace(/^bug in rungate: /, "").split("\n")[0];
  return [
    `bug in rungate ${version}: ${message}`,
    "  results  incomplete; nothing after this point was done",
    `  attach   this text and the files that the command reads: ${["rungate", ...argv.slice(2)].join(" ")}`,
    `  on       Node ${process.versions.node}, ${process.platform}`,
    "",
    ...causes,
  ].join("\n");
}
