/** `sha256sum FILE...`: a made archive of hundreds of megabytes has a made checksum; every other file is really read. */
import { createHash } from "node:crypto";
import type { Call, Reply } from "../world.ts";

export function sha256sum(call: Call<unknown>): Reply {
  const option = call.args.find((word) => word.startsWith("-") && word !== "-");
  if (option !== undefined) return { stderr: `sha256sum: unrecognized option '${option}' (this made client sums files)\n`, status: 1 };
  if (call.args.length === 0) return { stdout: `${createHash("sha256").update(call.stdin()).digest("hex")}  -\n` };
  let stdout = "";
  let stderr = "";
  for (const path of call.args) {
    const made = call.sparse(path);
    const bytes = made === null ? call.readFile(path) : null;
    if (made !== null) stdout += `${made.sha256}  ${path}\n`;
    else if (bytes !== null) stdout += `${createHash("sha256").update(bytes).digest("hex")}  ${path}\n`;
    else stderr += `sha256sum: ${path}: No such file or directory\n`;
  }
  return { stdout, stderr, status: stderr === "" ? 0 : 1 };
}
