/**
 * `npm start`: the main job once, from the Markdown to a rehearsed procedure, and where to look afterwards.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const id = "ops-update-procedure";
const records = join(root, ".rungate", "rehearsals");

interface Part {
  readonly title: string;
  readonly words: string;
  readonly args: readonly string[];
}

const parts: readonly Part[] = [
  { title: "Lint", words: "what is wrong in the runbooks of this repository", args: ["lint"] },
  { title: "Compile", words: "from Markdown to modules, shell blocks and the operator document", args: ["compile"] },
  {
    title: "Rehearse",
    words: "the compiled procedure in a made cloud, with the real bash; about a minute",
    args: ["rehearse", id, "--keep", records],
  },
];

function rungate(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(root, "bin", "rungate.js"), ...args], { cwd: root, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve(status ?? 1));
  });
}

const tell = (text: string): void => void process.stdout.write(`${text}\n`);
const shown = (path: string): string => relative(process.cwd(), path) || ".";

let failed: Part | null = null;
for (const part of parts) {
  tell(`\n${part.title}: ${part.words}`);
  if ((await rungate(part.args)) !== 0) {
    failed = part;
    break;
  }
}

const generated = join(root, "generated", id);
tell("");
if (failed === null) tell("Everything went as expected. What to look at:");
else tell(`${failed.title} did not go as expected; the lines above say why. What there is to look at:`);
tell(`  runbook            ${shown(join(root, "runbooks", `${id}.md`))}`);
if (existsSync(generated)) tell(`  operator document  ${shown(join(generated, "operator.html"))}   open it in a browser`);
if (existsSync(generated)) tell(`  what would run     ${shown(join(generated, "steps"))}/ and ${shown(join(generated, "blocks"))}/`);
if (existsSync(records)) tell(`  records            ${shown(records)}/<scenario>/run/   journal and output of each rehearsal`);
tell(`Next: npx rungate explain ${id}; npx rungate plan ${id}; npx rungate report ${shown(join(records, "clean", "run"))}`);
process.exitCode = failed === null ? 0 : 1;
