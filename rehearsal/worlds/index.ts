/** The worlds that come with rungate, by name. Others are files beside a scenario. */
import { fileURLToPath } from "node:url";

const builtIn = ["caracal", "plain"] as const;

export const worldNames: readonly string[] = builtIn;

/** The module of a built-in world; `null` for another name. */
export function builtInWorld(name: string): string | null {
  return worldNames.includes(name)
    ? fileURLToPath(new URL(`./${name}/index.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url))
    : null;
}
