/**
 * A thread that lints the documents it is sent; see `pool.ts`.
 */
import module from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "../exit-status.ts";
import { repositoryView } from "../files.ts";
import type { Document, LintAll } from "./make-linter.ts";
import type { Answer, GivenToThread } from "./pool.ts";

async function loadLinter({ root, config, isStrict }: GivenToThread): Promise<LintAll> {
  const { makeLinter } = await import("./make-linter.ts");
  const repository = { ...repositoryView(root, config.maximumFileSize), committed: () => [] };
  return makeLinter({ cwd: root, root, config, configText: null, configDiagnostics: [], repository, isStrict, allowsRuleModules: false });
}

async function answer(documents: readonly Document[]): Promise<Answer> {
  try {
    return { outcomes: await (await linter)(documents) };
  } catch (error) {
    if (!(error instanceof Refusal)) return { error };
    const { message, fix, status } = error;
    return { refusal: { message, fix, status } };
  }
}

module.enableCompileCache?.();
const linter = loadLinter(workerData as GivenToThread);
parentPort!.on("message", async (documents: readonly Document[]) => parentPort!.postMessage(await answer(documents)));
