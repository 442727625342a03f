/**
 * `jq` for machines that have none: jq-wasm, the real jq compiled to WebAssembly, behind the usual command line. Files are
 * read here, because the compiled jq sees no file system.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { raw } from "jq-wasm";

const takesTwo = ["--arg", "--argjson", "--slurpfile", "--rawfile"];
const unsupported = ["-f", "--from-file", "-L", "--seq", "--stream", "--args", "--jsonargs"];

function readArguments(args: readonly string[]): {
  flags: string[];
  filter: string | null;
  files: string[];
  setsStatus: boolean;
  refused: string | null;
} {
  const flags: string[] = [];
  const positionals: string[] = [];
  let setsStatus = false;
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? "";
    if (unsupported.includes(word)) return { flags, filter: null, files: [], setsStatus, refused: word };
    if (takesTwo.includes(word)) {
      const [name, value] = [args[index + 1] ?? "", args[index + 2] ?? ""];
      const isFile = word.endsWith("file");
      const text = isFile ? readFileSync(value, "utf8") : value;
      flags.push(
        ...(word === "--rawfile" ? ["--arg", name, text] : word === "--slurpfile" ? ["--argjson", name, `[${text}]`] : [word, name, value]),
      );
      index += 2;
    } else if (word === "--indent") {
      flags.push(word, args[index + 1] ?? "");
      index += 1;
    } else if (word.startsWith("-") && word !== "-") {
      setsStatus ||= word === "--exit-status" || (!word.startsWith("--") && word.includes("e"));
      flags.push(word);
    } else {
      positionals.push(word);
    }
  }
  return { flags, filter: positionals[0] ?? null, files: positionals.slice(1), setsStatus, refused: null };
}

/** With `-e` the last value decides: `null` and `false` are 1, no value at all is 4. */
async function statusOf(input: string, filter: string, flags: readonly string[]): Promise<number> {
  const plain = flags.filter((flag) => !/^-[A-Za-z]*r[A-Za-z]*$/.test(flag) && flag !== "--raw-output");
  const last = (await raw(input, filter, ["-c", ...plain])).trim().split("\n").at(-1) ?? "";
  return last === "" ? 4 : last === "null" || last === "false" ? 1 : 0;
}

const request = readArguments(process.argv.slice(2));
if (request.refused !== null || request.filter === null) {
  writeFileSync(2, `jq: ${request.refused === null ? "no filter" : `option ${request.refused} is not known`} to the jq of the rehearsal\n`);
  process.exit(2);
}
try {
  const input =
    request.flags.some((flag) => flag === "-n" || flag === "--null-input") && request.files.length === 0
      ? ""
      : request.files.length === 0
        ? readFileSync(0, "utf8")
        : request.files.map((file) => readFileSync(file, "utf8")).join("\n");
  const output = await raw(input, request.filter, request.flags);
  const isJoined = request.flags.some((flag) => flag === "--join-output" || /^-[A-Za-z]*j/.test(flag));
  if (output !== "") writeFileSync(1, isJoined || output.endsWith("\n") ? output : `${output}\n`);
  if (request.setsStatus) process.exitCode = await statusOf(input, request.filter, request.flags);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  writeFileSync(2, `${message.replace("Failed to execute raw query: ", "")}\n`);
  process.exitCode = /compile error/.test(message) ? 3 : /parse error/.test(message) ? 2 : 5;
}
