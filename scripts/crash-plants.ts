/**
 * `npm run crash:plants`: the test of the tests. Plants one bug at a time into a copy of the sources, and prints how many
 * simulated runs it takes until one of them breaks a promise. Ends with status 1 where a bug is not found, or where its
 * place in the sources is gone.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Plant {
  readonly bug: string;
  readonly file: string;
  /** Each text is replaced by the one beside it. */
  readonly changes: readonly (readonly [from: string, to: string])[];
  /** Found by this test, where the simulation has nothing to do with it. */
  readonly test?: string;
}

const plants: readonly Plant[] = [
  {
    bug: "the journal is not synced",
    file: "runtime/node/journal-store.ts",
    changes: [["        fdatasyncSync(descriptor);\n      }),", "      }),"]],
  },
  {
    bug: "a sync that failed is tried again",
    file: "runtime/node/journal-store.ts",
    changes: [
      [
        "        fdatasyncSync(descriptor);\n      }),",
        "        try {\n          fdatasyncSync(descriptor);\n        } catch {\n          fdatasyncSync(descriptor);\n        }\n      }),",
      ],
    ],
  },
  {
    bug: "what a resume reads is not made durable",
    file: "runtime/node/journal-store.ts",
    changes: [["      guard(() => rewriteEnd(path, bytes));\n", ""]],
  },
  {
    bug: "the change is started before its intent",
    file: "runtime/changes.ts",
    changes: [
      ['await journal.append({\n    kind: "intent",', 'const write = () => journal.append({\n    kind: "intent",'],
      ['  if (started.kind === "started") return attempt;\n', '  await write();\n  if (started.kind === "started") return attempt;\n'],
    ],
  },
  {
    bug: "a torn end is not cut off",
    file: "runtime/journal.ts",
    changes: [["    if (recovered.droppedBytes > 0) await store.truncate(recovered.keptBytes);\n", ""]],
  },
  {
    bug: "side files are not synced",
    file: "runtime/node/durable-files.ts",
    changes: [
      [
        "    fsyncSync(descriptor);\n  } finally {\n    closeSync(descriptor);\n  }\n  renameSync",
        "  } finally {\n    closeSync(descriptor);\n  }\n  renameSync",
      ],
    ],
  },
  {
    bug: "the folder is not synced after a rename",
    file: "runtime/node/durable-files.ts",
    changes: [["  syncFolder(dirname(path));\n", ""]],
  },
  {
    bug: "the folder of the start mark is not synced",
    file: "runtime/node/shell.ts",
    changes: [['      if (kind === "change") syncFolders(join(this.#options.folder, "attempts"), this.#options.folder);\n', ""]],
  },
  {
    bug: "an approval is used again",
    file: "runtime/approval.ts",
    changes: [
      ["    this.#commandSha256 = null;\n", ""],
      [
        "  const shownSha256 = hashShown(request.question.place, request.shown);\n",
        '  const shownSha256 = hashShown(request.question.place, request.shown);\n  const known = given.get(shownSha256);\n  if (known !== undefined) return { answer: { kind: "chosen", key: "run", text: "" }, approval: known };\n',
      ],
      [
        '  const isRun = answer.kind === "chosen" && answer.key === "run";\n',
        '  const isRun = answer.kind === "chosen" && answer.key === "run";\n  if (isRun) given.set(shownSha256, new OperatorApproval(shownSha256, operator.name, hashCommand(request.command), false));\n',
      ],
      ["export interface WordRequest", "const given = new Map<string, Approval>();\nexport interface WordRequest"],
    ],
  },
  {
    bug: "a poll repeats the RUN that it judges",
    file: "runtime/judging.ts",
    changes: [
      [
        'judged?.kind === "check" && judged.block?.effect === "read-only" &&',
        '(judged?.kind === "check" || judged?.kind === "run") && judged.block != null &&',
      ],
    ],
  },
  {
    bug: "the start mark is ignored",
    file: "runtime/node/shell.ts",
    changes: [
      [
        "    const mark = this.#mark(attempt) ??",
        '    if (!this.#children.has(attempt)) return { kind: "notStarted" };\n    const mark = this.#mark(attempt) ??',
      ],
    ],
  },
  {
    bug: "a late shim is not kept from starting",
    file: "runtime/node/shell.ts",
    changes: [
      [
        "    const folder = this.#folderOf(attempt);\n    mkdirSync(folder",
        '    if (attempt !== "") return "void";\n    const folder = this.#folderOf(attempt);\n    mkdirSync(folder',
      ],
    ],
  },
  {
    bug: "the status is read before its rename",
    file: "runtime/node/shell.ts",
    changes: [
      [
        '    const status = this.#readFile(attempt, "status");\n    if (status !== null) return this.#ended',
        '    const status = this.#readFile(attempt, "status") ?? this.#readFile(attempt, "status.tmp");\n    if (status !== null) return this.#ended',
      ],
    ],
  },
  {
    bug: "an unknown outcome is taken for done",
    file: "runtime/changes.ts",
    changes: [["        return outcomeUnknown(context, change, name, state.why);", '        return { kind: "happened" };']],
  },
  {
    bug: "a change is started again where its outcome is unknown",
    file: "runtime/changes.ts",
    changes: [["        return outcomeUnknown(context, change, name, state.why);", "        return notStarted(context, change, attempt);"]],
  },
  {
    bug: "the mark of `once` is not taken before the start",
    file: "runtime/steps/run.ts",
    changes: [["claim: () => takeOnce(context, frame, run)", "claim: async () => null"]],
  },
  {
    bug: "the mark of `once` is not synced",
    file: "runtime/node/once-marks.ts",
    changes: [["        syncFolders(marks, folder);\n", ""]],
  },
  {
    bug: "the items of a loop share one place in the record",
    file: "runtime/steps/call.ts",
    changes: [["[${isPlain ? name :", '[${isPlain ? "item" :']],
  },
  {
    bug: "a gate takes the answer of an earlier runner",
    file: "runtime/steps/gate.ts",
    changes: [
      [
        "  const question = gate.question ?? gate.sentence;\n",
        '  const question = gate.question ?? gate.sentence;\n  if (context.journal.state.chosenAt(pathOf(frame, gate.id), "gate")?.key === "yes") return "";\n',
      ],
    ],
  },
  {
    bug: "a revert whose runner died is made again",
    file: "runtime/steps/revert.ts",
    changes: [
      [
        "earlier.result !== null && (earlier.result.status !== 0 || earlier.intent.seq < changedSeq);",
        "earlier.result !== null && changedSeq > -2;",
      ],
    ],
  },
  {
    bug: "every run ends as done",
    file: "runtime/start.ts",
    changes: [["state: outcome.state, exitStatus", 'state: "done", exitStatus']],
  },
  {
    bug: "a capture is used before it is stored",
    file: "runtime/steps/capture.ts",
    changes: [['  await journal.append({ kind: "captured", path, name: asked.name, value, preview });\n', "  void value;\n"]],
  },
  {
    bug: "a secret is written down with what was shown",
    file: "runtime/word.ts",
    changes: [['Object.keys(secrets).map((variable) => [variable, "(secret)"] as const)', "Object.entries(secrets)"]],
  },
  {
    bug: "an item is done before its finding is on record",
    file: "runtime/steps/exclude.ts",
    changes: [
      [
        "    // The finding first",
        '    await journal.append({ kind: "excluded", path, name: clipBytes(name, 500), why });\n    // The finding first',
      ],
    ],
  },
  {
    bug: "a window is closed again after a crash",
    file: "runtime/steps/window.ts",
    changes: [['entry.kind === "window" && entry.path === path', 'entry.kind === "window" && entry.path === "" && path !== ""']],
  },
  {
    bug: "FINALLY does not come first after a crash",
    file: "runtime/execute.ts",
    changes: [["  if (context.hasCrashed) await runFinallys(context, body, sections);\n", ""]],
  },
  {
    bug: "the lock is a file with a process number, and no more",
    file: "runtime/node/run-lock.ts",
    changes: [
      ["if (socket === null)", 'if (socket === null && folder === "")'],
      [
        "      socket.close();\n      return { holder: describe(holder) };",
        "      socket?.close();\n      return { holder: describe(holder) };",
      ],
      ["    if (!link(path, own)) {\n      socket.close();", "    if (!link(path, own)) {\n      socket?.close();"],
      ["      unlinkSync(path);\n      socket.close();", "      unlinkSync(path);\n      socket?.close();"],
    ],
    test: "test/runtime/lock.test.ts",
  },
];

const root = join(import.meta.dirname, "..");
const maximumSeeds = 18_000;

function copySources(): string {
  const folder = mkdtempSync(join(tmpdir(), "rungate-plants-"));
  for (const name of ["runtime", "test/crash", "test/runtime", "test/helpers", "package.json", "vitest.config.ts", "tsconfig.json"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** How it was found; `null`: it was not. */
function find(plant: Plant): string | null {
  const folder = copySources();
  try {
    const path = join(folder, plant.file);
    let text = readFileSync(path, "utf8");
    for (const [from, to] of plant.changes) {
      if (text.split(from).length !== 2) throw new Error(`\`${plant.bug}\`: expected its place in ${plant.file} once: ${from}`);
      text = text.replace(from, () => to);
    }
    writeFileSync(path, text);
    if (plant.test !== undefined) {
      const tested = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", plant.test], {
        cwd: folder,
        encoding: "utf8",
      });
      return tested.status === 1 && tested.stdout.includes("failed") ? `\`${plant.test}\` | ` : null;
    }
    const tried = spawnSync(process.execPath, ["test/crash/main.ts", "--seeds", String(maximumSeeds)], { cwd: folder, encoding: "utf8" });
    const found = /^seed (\d+) \((.*?)\): (.*)$/m.exec(tried.stdout);
    // Some are met by the run without a failure that comes first.
    const atOnce = /^Error: .*?(?:without a failure: |does not run: )([^;\n\\]*)/m.exec(tried.stderr);
    if (found === null) return atOnce === null ? null : `1 | ${atOnce[1]}`;
    const [, seed, scenario, broken = ""] = found;
    return `${Number(seed) + 1} | ${scenario}: ${broken.split("; ")[0]}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.stdout.write("| bug | runs until it is found | what was broken |\n|---|---|---|\n");
let missed = 0;
const wanted = process.argv[2];
for (const plant of plants.filter(({ bug }) => wanted === undefined || bug.includes(wanted))) {
  const found = find(plant);
  if (found === null) missed += 1;
  process.stdout.write(`| ${plant.bug} | ${found ?? `not in ${maximumSeeds} | `} |\n`);
}
process.stdout.write(`\n${plants.length} bugs, ${missed} not found\n`);
process.exitCode = missed > 0 ? 1 : 0;
