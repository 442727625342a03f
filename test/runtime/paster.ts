/** Reads what is pasted at a terminal. Prints it as JSON on stdout. */
import type { ReadStream } from "node:tty";
import { readPasted } from "../../runtime/node/read-pasted.ts";

const controller = new AbortController();
const reading = readPasted({
  input: process.stdin as ReadStream,
  output: process.stderr,
  endLine: "end of 1",
  interruption: controller.signal,
  onInterrupt: () => controller.abort("SIGINT"),
});
process.stderr.write("ready\n");
process.stdout.write(`\nanswer ${JSON.stringify(await reading)}\n`);
