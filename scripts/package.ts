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
const kept = join(root, "node_modules", ".package.checkout.json");
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
 * `rungate lint` starts in every commit hook: its modules and their packages in a few files load in a third of the time.
 * What a document alone never needs stays a package.
 */
async function bundle(): Promise<void> {
  const bundled = await rolldown({
    input: join(root, "dist", "cli", "main.js"),
    platform: "node",
    external: ["ts-morph", "jq-wasm"],
    logLevel: "warn",
  });
  await bundled.write({ dir: join(root, "dist", "bundle"), format: "esm", chunkFileNames: "[name].js", comments: { legal: true } });
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
