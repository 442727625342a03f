import { beforeAll, describe, expect, test } from "vitest";
import { clipBytes, maximumEntryBytes } from "../../runtime/entries.ts";
import { Journal, JournalRefused, recover } from "../../runtime/journal.ts";
import { makeClock, MemoryStore } from "./world.ts";

const hash = "a".repeat(64);

async function write(store: MemoryStore): Promise<Journal> {
  const { journal } = await Journal.open(store, makeClock());
  await journal.append({
    kind: "run",
    version: 1,
    runId: "r",
    runbook: "b",
    title: "é",
    procedureSha256: hash,
    sourceSha256: hash,
    compilerVersion: "0",
    host: "h",
    user: "u",
    parameters: { file: "p", sha256: hash },
  });
  await journal.append({ kind: "step", path: "section:1", title: "1" });
  await journal.append({ kind: "finding", path: "1", text: "x\ny" });
  return journal;
}

let bytes: Buffer;
beforeAll(async () => {
  const store = new MemoryStore();
  await write(store);
  bytes = store.bytes;
});
const reopen = async (content: Uint8Array): Promise<{ store: MemoryStore; journal: Journal }> => {
  const store = new MemoryStore();
  store.bytes = Buffer.from(content);
  return { store, journal: (await Journal.open(store, makeClock())).journal };
};

describe("recovery", () => {
  test("keeps the whole entries of every prefix, and the next entry follows them", async () => {
    for (let length = 0; length < bytes.length; length += 1) {
      const { store, journal } = await reopen(bytes.subarray(0, length));
      const whole = bytes.subarray(0, length).toString("latin1").split("\n").length - 1;
      expect(journal.count).toBe(whole);
      if (whole === 0) continue;
      await journal.append({ kind: "step", path: "section:2", title: "2" });
      expect(recover(store.bytes).entries.map(({ kind }) => kind)).toEqual([...["run", "step", "finding"].slice(0, whole), "step"]);
    }
  });
  test("cuts off a tail of zeros, whatever it begins with", async () => {
    for (const length of [0, bytes.length, bytes.length - 1, bytes.length - 40]) {
      const { store, journal } = await reopen(Buffer.concat([bytes.subarray(0, length), Buffer.alloc(64)]));
      expect(store.bytes.includes(0)).toBe(false);
      expect(journal.count).toBe(length === bytes.length ? 3 : length === 0 ? 0 : 2);
    }
  });
  test("refuses every changed byte, and names the entry and its place", () => {
    for (let at = 0; at < bytes.length; at += 1) {
      for (const bit of [0x01, 0x20, 0x80]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] as number) ^ bit;
        expect(() => recover(changed), `byte ${at}, bit ${bit}`).toThrow(JournalRefused);
      }
    }
    const changed = Buffer.from(bytes);
    const second = changed.indexOf(0x0a) + 1;
    changed[second + 10] = 0x41;
    expect(() => recover(changed)).toThrow(`entry 1 at byte ${second}`);
  });
  test("refuses entries that were left out, put twice or put in another order", () => {
    const lines = bytes.toString().split(/(?<=\n)/);
    for (const order of [
      [1, 2],
      [0, 2],
      [0, 1, 1],
      [0, 2, 1],
      [1, 0],
    ])
      expect(() => recover(Buffer.from(order.map((index) => lines[index]).join("")))).toThrow(JournalRefused);
  });
});

test("a newer format is refused with both versions", async () => {
  const store = new MemoryStore();
  const { journal } = await Journal.open(store, makeClock());
  await journal.append({
    kind: "run",
    version: 3,
    runId: "r",
    runbook: "b",
    title: "t",
    procedureSha256: hash,
    sourceSha256: hash,
    compilerVersion: "0",
    host: "h",
    user: "u",
    parameters: { file: "p", sha256: hash },
  });
  expect(() => recover(store.bytes)).toThrow("the record has format 3, this rungate reads up to format 2");
});

test("a side file that was changed is refused", async () => {
  const store = new MemoryStore();
  const journal = await write(store);
  const side = await journal.keep("list", ["a"]);
  expect(await journal.kept(side)).toEqual(["a"]);
  store.side.set(side.file, '["b"]');
  await expect(journal.kept(side)).rejects.toThrow("does not have the hash");
  store.side.delete(side.file);
  await expect(journal.kept(side)).rejects.toThrow("is missing");
});

test("an entry never takes more than a page, whatever it says", async () => {
  const store = new MemoryStore();
  const journal = await write(store);
  for (const text of ["x".repeat(10_000), "é".repeat(10_000), "\u0001".repeat(10_000), '"'.repeat(10_000), "😀".repeat(10_000)]) {
    const before = store.bytes.length;
    await journal.append({
      kind: "judged",
      path: "p".repeat(600),
      holds: null,
      by: "machine",
      sentence: clipBytes(text, 1000),
      actual: clipBytes(text, 1000),
    });
    expect(store.bytes.length - before).toBeLessThanOrEqual(maximumEntryBytes);
  }
  expect(recover(store.bytes).entries.length).toBe(journal.count);
});
