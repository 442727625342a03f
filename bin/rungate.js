#!/usr/bin/env node
/**
 * Starts rungate: the compiled JavaScript of the installed package, or, in a checkout, the TypeScript sources on a Node
 * that strips types. Plain JavaScript without dependencies, because it must at least say so on a Node that is too old.
 */
import module from "node:module";

const oldestMajor = 20;
/** From this major on Node strips types without a warning. */
const strippingMajor = 24;
const refused = 2;

const major = Number(process.versions.node.split(".")[0]);
const require = module.createRequire(import.meta.url);
// Required, not imported: an import of a built-in module loads all that it could give.
const { existsSync } = require("node:fs");
const sources = new URL("../cli/main.ts", import.meta.url);
const isCheckout = existsSync(sources);

function refuse(happened, fix) {
  process.stderr.write(`rungate: ${happened}\n  fix: ${fix}\n`);
  process.exitCode = refused;
}

/** Starts the same command on the Node that `npm ci` installed, and ends as it ends. */
function startOnPinnedNode(executable) {
  const { constants } = require("node:os");
  const { spawn } = require("node:child_process");
  const child = spawn(executable, process.argv.slice(1), { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    process.on(signal, () => {
      // A terminal sends its signals to the whole group, so the child has this one already.
      const isFromTerminal = process.stdin.isTTY && signal !== "SIGTERM";
      if (!isFromTerminal) child.kill(signal);
    });
  }
  child.on("error", (error) => refuse(`the Node of this checkout does not start: ${error.message}`, "run `npm ci` again"));
  child.on("exit", (status, signal) => {
    process.exitCode = signal === null ? status : 128 + constants.signals[signal];
  });
}

async function start() {
  if (major < oldestMajor)
    return refuse(`Unexpected Node ${process.versions.node}, expected ${oldestMajor} or newer`, "install a newer Node: https://nodejs.org");
  if (isCheckout && major < strippingMajor) {
    const pinned = new URL("../node_modules/node/bin/node", import.meta.url);
    if (existsSync(pinned)) return startOnPinnedNode(require("node:url").fileURLToPath(pinned));
    return refuse(
      `this checkout runs TypeScript, which Node ${process.versions.node} does not read`,
      "run `npm ci`, which brings the right Node with it",
    );
  }
  module.enableCompileCache?.();
  // The same program in a few files: what a commit hook waits for.
  const isBundled = process.argv[2] === "lint" && !isCheckout;
  const { main } = isBundled ? require("../dist/bundle/main.cjs") : await import(isCheckout ? sources.href : "../dist/cli/main.js");
  await main(process.argv);
}

await start();
