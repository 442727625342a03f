/**
 * Commands that look like a reading and are none, and the other way round. A reading may run unasked, so a line may move
 * from `read-only` to another list for want of knowledge, never the other way without its manual.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeEffect } from "../../compiler/3-resolve/effects/index.ts";
import { shellBlock } from "../helpers/shell-block.ts";

const text = readFileSync(join(import.meta.dirname, "../fixtures/shell/effects.txt"), "utf8");

for (const part of text.split(/^## /m).slice(1)) {
  const [effect = "", ...commands] = part.trim().split("\n");
  describe(effect, () => test.each(commands)("%s", (command) => expect(judgeEffect(shellBlock(command), {}).effect).toBe(effect)));
}

test("the reason names the option and the client", () => {
  const [reason] = judgeEffect(shellBlock("kubectl -n x get pods --frob"), {}).reasons;
  expect(reason).toMatchObject({ effect: "undetermined", command: "kubectl get", because: "unknown option `--frob` of kubectl get" });
});
