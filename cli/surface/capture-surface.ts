/**
 * Asks an installed client for its command surface: nothing but `CLIENT --version` and `CLIENT [COMMAND] --help`, for the
 * commands that its own help lists, without stdin and with an end to each.
 */
import { spawn } from "node:child_process";
import type { Surface } from "../../compiler/ast/surface.ts";
import { Refusal } from "../exit-status.ts";
import { parseHelp } from "./parse-help.ts";

const depthMax = 4;
const commandsMax = 3_000;
/** Clients in Python take seconds to load, and many times as long on a machine that is busy. */
const secondsMax = 300;
const atATime = 4;
const bytesMax = 4 * 1024 * 1024;

/** `tell` is called before each command line that is run; `only`: the words that a command must begin with, if any. */
export async function captureSurface(client: string, only: readonly string[], tell: (line: string) => void): Promise<Surface> {
  const version = await ask(client, ["--version"], tell);
  const help = parseHelp(await ask(client, ["--help"], tell));
  const commands = new Map<string, string>();
  const handsOn: string[] = [];
  let left = help.commands.filter((words) => only.length === 0 || only.some((prefix) => isWithin(words, prefix)));
  for (let depth = 1; depth <= depthMax && left.length > 0; depth += 1) {
    const found = await each(left, async (words) => {
      const { options, commands: inner, handsOn: isHandedOn } = parseHelp(await ask(client, [...words.split(" "), "--help"], tell));
      commands.set(words, options.join(" "));
      if (isHandedOn && inner.length === 0) handsOn.push(words);
      return inner.map((word) => `${words} ${word}`);
    });
    left = found.flat().filter((words) => !commands.has(words) && (only.length === 0 || only.some((prefix) => isWithin(words, prefix))));
    if (commands.size + left.length > commandsMax) {
      throw new Refusal(
        `Unexpected ${commands.size + left.length} commands of ${client}, expected at most ${commandsMax}`,
        "tell us of this client",
      );
    }
  }
  const sorted = [...commands].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    client,
    version: version.trim().split("\n")[0] ?? "",
    options: help.options.join(" "),
    handsOn: handsOn.toSorted(),
    commands: Object.fromEntries(sorted),
  };
}

/** `server` lets `server create` in, and the other way round, for a group is asked for its commands. */
function isWithin(words: string, prefix: string): boolean {
  return `${words} `.startsWith(`${prefix} `) || `${prefix} `.startsWith(`${words} `);
}

async function each<T, R>(items: readonly T[], carryOut: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const at = next;
      next += 1;
      results[at] = await carryOut(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}

/** What it prints, on stdout or stderr: clients do not agree on where help belongs. */
function ask(client: string, words: readonly string[], tell: (line: string) => void): Promise<string> {
  tell([client, ...words].join(" "));
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: "C.UTF-8", PAGER: "cat", COLUMNS: "200", NO_COLOR: "1" };
    const child = spawn(client, [...words], { stdio: ["ignore", "pipe", "pipe"], env });
    // Not the option `timeout` of spawn: its timer goes on where nothing could be started.
    const timer = setTimeout(() => child.kill(), secondsMax * 1_000);
    let text = "";
    const take = (chunk: Buffer): void => {
      if (text.length < bytesMax) text += chunk.toString("utf8");
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(refusalOf(client, error));
    });
    child.on("close", (_status, signal) => {
      clearTimeout(timer);
      if (signal === null) resolve(text);
      else reject(unanswered([client, ...words].join(" "), signal));
    });
  });
}

/** Half a help would make a surface that knows too little. */
function unanswered(line: string, signal: NodeJS.Signals): Refusal {
  return new Refusal(
    `Unexpected end of \`${line}\` by ${signal}, expected its answer within ${secondsMax} s`,
    `run \`${line}\` by hand; --only leaves commands out`,
  );
}

function refusalOf(client: string, error: NodeJS.ErrnoException): Refusal {
  return error.code === "ENOENT"
    ? new Refusal(
        `Unexpected client \`${client}\` that is not on PATH, expected an installed one`,
        "install it, or capture where it is installed",
      )
    : new Refusal(
        `Unexpected ${error.code ?? "error"} while starting \`${client}\`, expected it to run`,
        `run \`${client} --help\` by hand`,
      );
}
