/** A real run in a process of its own: `node real-run.ts OPTIONS`, as JSON. Prints the outcome. */
import { resumeRealRun, startRealRun } from "../../runtime/node/index.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as Parameters<typeof startRealRun>[0] & { runId?: string };
const outcome = options.runId === undefined ? await startRealRun(options) : await resumeRealRun({ ...options, runId: options.runId });
process.stdout.write(JSON.stringify(outcome));
