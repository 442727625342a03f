/**
 * Builds what `npm pack` and `npm publish` take: JavaScript and declarations in `dist/`, because Node strips no types
 * under `node_modules`. While npm packs, `package.json` points its exports there; `restore` puts the checkout's back.
 *
 *     node scripts/package.ts build|restore
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

const root = join(import.meta.dirname, "..");
const manifest = join(root, "package.json");
const kept = join(root, ".package.checkout.json");
const compiled = ["cli", "compiler", "lint-rules", "rehearsal", "runtime"];

type Exports = Record<string, string>;

async function build(): Promise<void> {
  if (existsSync(kept)) restore();
  rmSync(join(root, "dist"), { recursive: true, force: true });
  execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", join(root, "tsconfig.build.json")], {
    stdio: "inherit",
  });
  for (const folder of compiled)
    cpSync(join(root, folder), join(root, "dist", folder), { recursive: true, filter: (path) => !path.endsWith(".ts") });
  await bundle();
  const text = readFileSync(manifest, "utf8");
  const {
    exports,
    devDependencies: _devDependencies,
    allowScripts: _allowScripts,
    scripts,
    ...rest
  } = JSON.parse(text) as { exports: Exports; devDependencies: unknown; allowScripts: unknown; scripts: Exports };
  writeFileSync(kept, text);
  // npm reads the scripts that surround packing from here too.
  const { prepack, postpack } = scripts;
  writeFileSync(
    manifest,
    `${JSON.stringify({ ...rest, exports: Object.fromEntries(Object.entries(exports).map(builtExport)), scripts: { prepack, postpack } }, null, 2)}\n`,
  );
}

/**
 * `rungate lint` starts in every commit hook: in a few files it loads in half the time. CommonJS, because a built-in module
 * that is imported loads all that it could give, and one that is required does not. The schemas of the compiler are there
 * for their types: those that nothing checks with are left out, so calls of `z` count as pure.
 */
async function bundle(): Promise<void> {
  const bundled = await rolldown({
    input: ["main", "lint/worker"].map((name) => join(root, "dist", "cli", `${name}.js`)),
    platform: "node",
    external: (id) => /^(ts-morph|jq-wasm)$/.test(id) || /\/commands\/(?!lint\.js)|\/5-emit\//.test(id),
    treeshake: { manualPureFunctions: ["z"], propertyReadSideEffects: false },
    logLevel: "warn",
  });
  await bundled.write({
    dir: join(root, "dist", "bundle"),
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    comments: { legal: true, jsdoc: false, annotation: false },
  });
}

/** `./runtime/index.ts` -> its JavaScript and its declarations. */
function builtExport([name, target]: [string, string]): [string, unknown] {
  if (!target.endsWith(".ts")) return [name, target];
  const stem = target.replace(/^\.\//, "./dist/").replace(/\.ts$/, "");
  return [name, { types: `${stem}.d.ts`, default: `${stem}.js` }];
}

function restore(): void {
  if (!existsSync(kept)) return;
  writeFileSync(manifest, readFileSync(kept));
  rmSync(kept);
}

if (process.argv[2] === "restore") restore();
else await build();
