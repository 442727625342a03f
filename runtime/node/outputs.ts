/**
 * What a block wrote, read back from its file: hash and length of all of it, and as much text as a condition may see.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { maximumTextBytes, type Output } from "../ports.ts";

/** Every output is read through it, one after the other: most are short, and a megabyte for each would be the dearest part. */
const chunk = Buffer.allocUnsafe(1024 * 1024);

/** `name`: relative to `folder`, and what the record calls it. */
export function readOutput(folder: string, name: string): Output {
  const descriptor = openSync(join(folder, name), "r");
  try {
    const hash = createHash("sha256");
    let head = Buffer.alloc(0);
    let bytes = 0;
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      const part = chunk.subarray(0, read);
      hash.update(part);
      if (head.length < maximumTextBytes) head = Buffer.concat([head, part.subarray(0, maximumTextBytes - head.length)]);
      bytes += read;
    }
    const text = head.toString("utf8");
    const isUtf8 = Buffer.from(text, "utf8").equals(head);
    return { sha256: hash.digest("hex"), bytes, text, isWhole: isUtf8 && bytes === head.length, file: name };
  } finally {
    closeSync(descriptor);
  }
}
