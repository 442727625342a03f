/** `tar -tzf FILE`: lists a made archive. */
import type { Call, Reply } from "../world.ts";

export function tar(call: Call<unknown>): Reply {
  const [mode, path, ...others] = call.args;
  if (mode === undefined || !["tf", "-tf", "tzf", "-tzf"].includes(mode) || path === undefined || others.length > 0) {
    return { stderr: "tar: this made client lists archives: tar -tzf FILE\n", status: 64 };
  }
  const made = call.sparse(path);
  if (made !== null) return { stdout: made.members.map((member) => `${member}\n`).join("") };
  if (call.readFile(path) === null) return { stderr: `tar (child): ${path}: Cannot open: No such file or directory\n`, status: 2 };
  return { stderr: "tar: This does not look like a tar archive\n", status: 2 };
}
