/**
 * `lint` and `compile --check` import the emitter's front; what is slow to load comes only when something is emitted.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const emitter = join(import.meta.dirname, "../../compiler/5-emit");

/** True where ts-morph is in memory after a module was imported. ts-morph is CommonJS, so the cache of `require` knows it. */
function loadsTypeScript(module: string): boolean {
  const script = `
    import { createRequire } from "node:module";
    await import(${JSON.stringify(join(emitter, module))});
    process.exitCode = Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes("ts-morph")) ? 10 : 0;`;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: emitter, encoding: "utf8" });
  expect(stderr).toBe("");
  return status === 10;
}

test("the emitter's front does not load ts-morph, its modules do", () => {
  expect(loadsTypeScript("index.ts")).toBe(false);
  expect(loadsTypeScript("typescript/index.ts")).toBe(true);
});
