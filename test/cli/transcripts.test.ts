/**
 * Every `.txtar` below this folder, against the real command.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isUpdating } from "../helpers/expect-file.ts";
import { formatArchive, parseArchive, replay } from "../helpers/transcript.ts";

const transcripts = globSync("**/*.txtar", { cwd: import.meta.dirname }).toSorted();

describe.concurrent("the command line", { concurrent: true }, () => {
  for (const name of transcripts) {
    test(name, async () => {
      const path = join(import.meta.dirname, name);
      const text = readFileSync(path, "utf8");
      const actual = formatArchive(await replay(parseArchive(text)));
      if (isUpdating) writeFileSync(path, actual);
      expect(actual).toBe(isUpdating ? readFileSync(path, "utf8") : text);
      // Whatever goes wrong is said in words: a stack is for our own bugs.
      expect(actual).not.toMatch(/^2> +at .*:\d+:\d+\)?$/m);
    });
  }
});
