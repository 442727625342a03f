/**
 * The made machine: a folder with a HOME, a PATH that holds the world's clients and the allowed filters and nothing else,
 * and the world's state.
 */
import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { commonClients } from "../clients/index.ts";
import { filterNames } from "../guard/filters.ts";
import { makeState, type MadeState } from "../made-state.ts";
import { ScenarioRefused } from "../scenario-refused.ts";
import { builtInWorld, worldNames } from "../worlds/index.ts";
import type { World } from "../world.ts";
import { homeFolder, pathFolder, runFolder, stateFile } from "./layout.ts";
import { writeState } from "./state-file.ts";

export interface Machine {
  readonly folder: string;
  readonly home: string;
  /** Where blocks start. */
  readonly workingFolder: string;
  readonly world: World<unknown>;
  readonly worldModule: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What people should know of this machine: that it brings its own jq. */
  readonly remarks: readonly string[];
}

/** Loads a world by its built-in name, or from a module beside the scenario. */
export async function loadWorld(name: string, besides: string): Promise<{ world: World<unknown>; module: string }> {
  const module = builtInWorld(name) ?? (/\.m?[jt]s$/.test(name) ? join(besides, name) : null);
  const known = worldNames.map((other) => `\`${other}\``).join(", ");
  if (module === null)
    throw new ScenarioRefused(`Unexpected world \`${name}\`, expected ${known} or the path of a module`, "Correct `world`");
  if (!existsSync(module))
    throw new ScenarioRefused(
      `Unexpected world \`${name}\`, expected ${known} or a module that exists: found no ${module}`,
      "Correct `world`",
    );
  return { world: ((await import(pathToFileURL(module).href)) as { default: World<unknown> }).default, module };
}

/** Makes a new machine in `folder`; its world stands at its start. `arm` plants what the scenario wants to go wrong. */
export async function makeMachine(
  folder: string,
  options: { world: string; besides: string; seed: number; arm: (world: World<unknown>, state: MadeState) => void },
): Promise<Machine> {
  const { world, module } = await loadWorld(options.world, options.besides);
  for (const path of [homeFolder(folder), pathFolder(folder), runFolder(folder)]) mkdirSync(path, { recursive: true });
  for (const [path, text] of Object.entries(world.home)) {
    mkdirSync(dirname(join(homeFolder(folder), path)), { recursive: true });
    writeFileSync(join(homeFolder(folder), path), text);
  }
  mkdirSync(join(homeFolder(folder), world.folder), { recursive: true });
  const state = makeState(await world.make(), { seed: options.seed, startMs: Date.parse(world.start) });
  options.arm(world, state);
  writeState(stateFile(folder), state);
  const remarks = fillPath(folder, world, module);
  return describeMachine(folder, world, module, remarks);
}

/** A machine that exists already: a killed rehearsal goes on in it. */
export async function openMachine(folder: string, options: { world: string; besides: string }): Promise<Machine> {
  const { world, module } = await loadWorld(options.world, options.besides);
  return describeMachine(folder, world, module, []);
}

function describeMachine(folder: string, world: World<unknown>, module: string, remarks: readonly string[]): Machine {
  const home = realpathSync(homeFolder(folder));
  return {
    folder,
    home,
    workingFolder: join(home, world.folder),
    world,
    worldModule: module,
    remarks,
    environment: {
      PATH: pathFolder(folder),
      HOME: home,
      USER: "operator",
      LOGNAME: "operator",
      LANG: "C.UTF-8",
      LC_ALL: "C",
      TZ: "UTC",
      TERM: "dumb",
      ...world.environment,
    },
  };
}

/** The PATH of the machine that the rehearsal runs on; the filters are looked for there, once. */
function findOnPath(name: string): string | null {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return realpathSync(candidate);
    } catch {
      continue;
    }
  }
  return null;
}

function fillPath(folder: string, world: World<unknown>, module: string): string[] {
  const clients = [...Object.keys(commonClients), ...Object.keys(world.clients)];
  for (const name of clients) writeWrapper(folder, name, [entryOf("client"), module, folder, name]);
  const remarks: string[] = [];
  for (const name of filterNames) {
    if (clients.includes(name)) continue;
    const found = findOnPath(name);
    if (found !== null) symlinkSync(found, join(pathFolder(folder), name));
    else if (name === "jq") {
      writeWrapper(folder, name, [entryOf("jq")]);
      remarks.push("jq is not installed here: the rehearsal brings its own (jq-wasm)");
    }
  }
  return remarks;
}

const entryOf = (name: string): string =>
  fileURLToPath(new URL(`./${name}.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url));
const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** Compiled clients, kept from one rehearsal to the next: a first call takes three times as long. Only where nobody else can write. */
function compileCache(folder: string): string {
  const shared = join(tmpdir(), `rungate-cache-${userInfo().uid}`);
  try {
    mkdirSync(shared, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(shared);
    return uid === userInfo().uid && (mode & 0o077) === 0 ? shared : join(folder, "compile-cache");
  } catch {
    return join(folder, "compile-cache");
  }
}

function writeWrapper(folder: string, name: string, words: readonly string[]): void {
  const path = join(pathFolder(folder), name);
  const command = [process.execPath, "--disable-warning=ExperimentalWarning", ...words].map(quote).join(" ");
  writeFileSync(path, `#!/bin/sh\nNODE_OPTIONS= NODE_COMPILE_CACHE=${quote(compileCache(folder))} exec ${command} "$@"\n`);
  chmodSync(path, 0o755);
}
