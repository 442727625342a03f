/**
 * The record of a run: what was written is proven, whatever was changed in it is found and named, and it can be carried away.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { ZipFile } from "yazl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeRun } from "../../cli/record/describe-run.ts";
import { openRecord, whyIncomplete } from "../../cli/record/record.ts";
import { renderReport } from "../../cli/record/render-report.ts";
import { verifyRecord } from "../../cli/record/verify-record.ts";
import { scan } from "../../runtime/journal.ts";
import { parseMarkdownNow } from "../../compiler/1-parse/remark.ts";
import { readSource } from "../../compiler/1-parse/index.ts";
import { Reporter } from "../../compiler/diagnostics/reporter.ts";
import { checkout, hostile, makeProject, makeRun, run, rungate, type SmallRun } from "./small-run.ts";

let small: SmallRun;
const folders: string[] = [];
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "rungate-record-"));
  folders.push(folder);
  return folder;
};
/** A copy whose files may be changed. */
const copyOf = ({ folder, runId }: SmallRun): string => {
  const copy = join(temporary(), runId);
  cpSync(folder, copy, { recursive: true });
  return copy;
};
const verify = (folder: string, head: Parameters<typeof verifyRecord>[1] = null): ReturnType<typeof verifyRecord> =>
  verifyRecord(openRecord(folder, null), head);
const flip = (path: string, at: number): void => {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] as number) ^ 0x01;
  writeFileSync(path, bytes);
};

beforeAll(async () => {
  const root = makeProject();
  folders.push(root);
  small = await makeRun(root, { word: "run", markers: { "It takes": "yes", Nobody: "no" } });
}, 60_000);
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("verify", () => {
  test("finds nothing in what was just written", () => {
    const { changed, missing, files } = verify(small.folder);
    expect({ changed, missing }).toEqual({ changed: [], missing: [] });
    expect(files).toBeGreaterThan(8);
  });

  test("finds every changed byte of the journal, and names the entry and its place", () => {
    const bytes = readFileSync(join(small.folder, "journal.jsonl"));
    const starts = scan(bytes).offsets;
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 0x01;
      const scanned = scan(changed);
      const entry = starts.findLastIndex((start) => start <= at);
      expect(scanned.damage, `byte ${at}`).toMatchObject({ entry, byte: starts[entry] });
      expect(whyIncomplete({ ...scanned, mismatch: null })).toContain(`entry ${entry} at byte ${starts[entry]}`);
    }
  });

  test("finds every changed byte of every side file and output, and names the entry that knows better", () => {
    const copy = copyOf(small);
    const files = ["kept", "attempts"].flatMap((name) =>
      readdirSync(join(copy, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && (name === "kept" || /^std(out|err)$/.test(entry.name)))
        .map((entry) => relative(copy, join(entry.parentPath, entry.name))),
    );
    expect(files.length).toBeGreaterThan(8);
    const record = openRecord(copy, null);
    for (const file of files) {
      const path = join(copy, file);
      for (let at = 0; at < readFileSync(path).length; at += 1) {
        flip(path, at);
        const [first, ...others] = verifyRecord(record, null).changed;
        expect(first, `${file}, byte ${at}`).toMatch(/^`(.+)` was changed: it does not have the hash that entry \d+ at byte \d+ names$/);
        expect(first).toContain(file);
        expect(others).toEqual([]);
        flip(path, at);
      }
    }
  }, 120_000);

  test.each(["procedure/procedure.ts", "procedure/manifest.json", "procedure/operator.html", "source/runbooks/notice.md"])(
    "finds a changed byte of %s",
    (file) => {
      const copy = copyOf(small);
      flip(join(copy, file), 40);
      expect(verify(copy).changed).not.toEqual([]);
    },
  );

  test("finds the last entries dropped, where a head was noted", () => {
    const copy = copyOf(small);
    const { entries } = openRecord(copy, null);
    const head = { hash: entries.at(-1)!.hash.slice(0, 12), count: entries.length };
    expect(verify(copy, head).changed).toEqual([]);
    const lines = readFileSync(join(copy, "journal.jsonl"), "utf8").split(/(?<=\n)/);
    for (let left = entries.length - 1; left >= 0; left -= 1) {
      writeFileSync(join(copy, "journal.jsonl"), lines.slice(0, left).join(""));
      expect(verify(copy, head).changed).toEqual([expect.stringContaining("its end was cut off")]);
      // Without it, what is left is a good beginning.
      expect(verify(copy).changed).toEqual([]);
      expect(verify(copy).missing[0]).toBe(left === 0 ? "the record is empty" : "no entry says how the run ended");
    }
  });

  test("finds a head that is another record's", () => {
    const head = { hash: "0".repeat(12), count: 3 };
    expect(verify(small.folder, head).changed).toEqual([expect.stringContaining("it was written anew")]);
    expect(verifyRecord(openRecord(small.folder, "another"), null).changed).toEqual([expect.stringContaining("found `another`")]);
  });

  test("an output that is gone, and a procedure that is: INCOMPLETE, and status 1", async () => {
    const copy = copyOf(small);
    const [attempt] = readdirSync(join(copy, "attempts"));
    rmSync(join(copy, "attempts", attempt!, "stdout"));
    rmSync(join(copy, "procedure"), { recursive: true });
    expect(verify(copy)).toMatchObject({ changed: [], missing: [expect.stringContaining("stdout"), expect.stringContaining("procedure")] });
    const told = await rungate(copy, "verify", copy);
    expect(told).toMatchObject({ status: 1 });
    expect(told.stdout).toMatch(/^INCOMPLETE {2}`attempts\/.*` is missing, which entry \d+ at byte \d+ names$/m);
  });

  test("a file that a link stands for is no file of the record", () => {
    const copy = copyOf(small);
    const [attempt] = readdirSync(join(copy, "attempts"));
    const stdout = join(copy, "attempts", attempt!, "stdout");
    cpSync(stdout, join(copy, "elsewhere"));
    rmSync(stdout);
    symlinkSync(join(copy, "elsewhere"), stdout);
    expect(verify(copy).missing).toHaveLength(1);
  });
});

describe("report", () => {
  test("tells what was shown, decided, by whom, how long, what deviated, what is owed", () => {
    const report = describeRun(openRecord(small.folder, null));
    expect(report).toMatchObject({ state: "done", incomplete: null, damage: null, parameters: { notice: "Back at ten" } });
    expect(report.changes).toHaveLength(1);
    expect(report.changes[0]).toMatchObject({ by: "tess", outcome: "succeeded", status: 0, isUndone: false });
    expect(report.changes[0]!.shown).toMatchObject({ effect: "mutating", revert: "rm notice.txt", timeoutMs: 300_000 });
    expect(report.changes[0]!.shown!.script).toBe(`printf '%s\\n' "\${RB_notice}" > notice.txt\n`);
    expect(report.deviations).toEqual([
      expect.objectContaining({ kind: "finding", by: "tess", text: expect.stringContaining("it is not as line 13 says") as string }),
    ]);
    expect(report.owed.revalidate.map(({ sentence, answer }) => [sentence, answer])).toEqual([
      ["Nobody reads it [REVALIDATE]", "no"],
      ["[REVALIDATE: who]", "later"],
    ]);
    expect(report.owed.reverts).toEqual([{ path: "1/run-1", text: "rm notice.txt", isPossible: true }]);
  });

  test("as JSON it fits its schema", async () => {
    const { status, stdout } = await rungate(small.root, "report", small.runId, "--format", "json");
    const schema = JSON.parse(readFileSync(join(checkout, "schema", "report.schema.json"), "utf8")) as object;
    const fits = addFormats.default(new Ajv({ strict: false, allErrors: true })).compile(schema);
    expect(fits(JSON.parse(stdout)), JSON.stringify(fits.errors)).toBe(true);
    expect(status).toBe(0);
  });

  test("as Markdown, nothing that came from the world is rendered", () => {
    const text = renderReport(describeRun(openRecord(small.folder, null)));
    expect(text).toContain("onerror=alert(1)");
    const source = readSource(new TextEncoder().encode(text), "report.md", new Reporter("report.md"));
    const kinds = new Set<string>();
    const visit = (node: { readonly type: string; readonly children?: readonly unknown[] }): void => {
      kinds.add(node.type);
      for (const child of node.children ?? []) visit(child as { type: string });
    };
    visit(parseMarkdownNow(source!, new Reporter("report.md"))!);
    expect([...kinds].filter((kind) => ["html", "image", "link", "imageReference", "linkReference", "definition"].includes(kind))).toEqual(
      [],
    );
    expect(text).not.toMatch(/^#+ \*\*no/m);
    expect(hostile).toContain("```");
  });

  test("of a damaged journal the good part, the bad entry and its place", async () => {
    const copy = copyOf(small);
    const { offsets } = openRecord(copy, null);
    flip(join(copy, "journal.jsonl"), offsets[6]! + 20);
    const told = await rungate(copy, "report", copy);
    expect(told.status).toBe(1);
    expect(told.stdout).toContain(`**INCOMPLETE**: the record was changed: entry 6 at byte ${offsets[6]!}`);
    expect(told.stdout).toContain("| entries | 6 |");
    expect(told.stdout).toContain("captured `found`");
    const json = await rungate(copy, "report", copy, "--format", "json");
    expect(JSON.parse(json.stdout)).toMatchObject({ state: "INCOMPLETE", entries: 6, damage: { entry: 6, byte: offsets[6]! } });
  });
});

describe("seal", () => {
  const seal = (folder: string, bundle: string, ...more: string[]): ReturnType<typeof rungate> =>
    rungate(small.root, "seal", folder, "--output", bundle, ...more);
  const makeKey = async (name: string): Promise<{ readonly key: string; readonly allowed: string }> => {
    const folder = temporary();
    const key = join(folder, "key");
    await run(folder, "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]);
    writeFileSync(join(folder, "signers"), `${name} ${readFileSync(`${key}.pub`, "utf8")}`);
    return { key, allowed: join(folder, "signers") };
  };

  test("gives the same bytes anywhere, and no bundle where one lies", async () => {
    const folder = temporary();
    expect(await seal(small.folder, join(folder, "a.zip"))).toMatchObject({ status: 0 });
    const program = [join(checkout, "bin", "rungate.js"), "seal", small.folder, "--output", join(folder, "b.zip")];
    await run(small.root, process.execPath, program, { TZ: "Pacific/Auckland", USER: "somebody" });
    expect(readFileSync(join(folder, "b.zip")).equals(readFileSync(join(folder, "a.zip")))).toBe(true);
    expect(await seal(small.folder, join(folder, "a.zip"))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("expected a new name") as string,
    });
    expect(readdirSync(folder).toSorted()).toEqual(["a.zip", "b.zip"]);
  });

  test("is verified by who has only the bundle and the allowed signers", async () => {
    const [signer, other] = [await makeKey("tess@example.org"), await makeKey("mallory@example.org")];
    const folder = temporary();
    const bundle = join(folder, "run.zip");
    expect(await seal(small.folder, bundle, "--sign", signer.key)).toMatchObject({ status: 0 });
    const check = (...args: string[]): ReturnType<typeof rungate> => rungate(folder, "verify", "run.zip", ...args);
    const good = await check("--allowed-signers", signer.allowed);
    expect(good).toMatchObject({ status: 0, stdout: expect.stringContaining("signed by   tess@example.org") as string });
    expect(await check("--allowed-signers", signer.allowed, "--signer", "tess@example.org")).toMatchObject({ status: 0 });
    expect(await check("--allowed-signers", signer.allowed, "--signer", "mallory@example.org")).toMatchObject({ status: 1 });
    expect(await check("--allowed-signers", other.allowed)).toMatchObject({ status: 1 });
    expect(await check()).toMatchObject({ status: 0, stdout: expect.stringContaining("not checked") as string });
    await seal(small.folder, join(folder, "unsigned.zip"));
    expect(await rungate(folder, "verify", "unsigned.zip", "--allowed-signers", signer.allowed)).toMatchObject({ status: 1 });
  });

  test("a changed byte of any file in it is found; one of its seal voids the signature", async () => {
    const { key, allowed } = await makeKey("tess@example.org");
    const folder = temporary();
    const bundle = join(folder, "run.zip");
    await seal(small.folder, bundle, "--sign", key);
    const bytes = readFileSync(bundle);
    for (const [text, said] of [
      ['{\n  "notice": "Back', /CHANGED {5}`kept\/00000-parameters\.json` was changed/],
      ['"kind":"intent"', /CHANGED {5}the record was changed: entry \d+ at byte \d+/],
      ["by the team\n\n## Parameters", /CHANGED {5}`source\/runbooks\/notice\.md` was changed/],
      ["# Record of", /CHANGED {5}`report\.md` was changed/],
      ['one",\n  "head"', /the signature does not count/],
    ] as const) {
      const changed = Buffer.from(bytes);
      changed[bytes.lastIndexOf(text)]! ^= 0x01;
      writeFileSync(bundle, changed);
      const told = await rungate(folder, "verify", "run.zip", "--allowed-signers", allowed);
      expect(told.status, text).toBe(1);
      expect(told.stdout, text).toMatch(said);
    }
  }, 30_000);

  test.each([
    ["a path that leads out", "kept/aa/x", "kept/../x", false],
    ["an absolute path", "kept/aa/x", "/tmp/aa/x", false],
    ["a name that no seal has", "kept/aa/x", "kept/aa/x", false],
    ["a backslash", "kept/aa/x", "kept\\aa\\x", false],
    ["what is compressed", "kept/aa", "kept/aa", true],
  ])("a bundle with %s is refused", async (_what, name, hostileName, compress) => {
    const folder = temporary();
    const zip = new ZipFile();
    zip.addBuffer(Buffer.alloc(100_000), name, { compress });
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
    const bytes = Buffer.from(Buffer.concat(chunks).toString("latin1").replaceAll(name, hostileName), "latin1");
    writeFileSync(join(folder, "evil.zip"), bytes);
    const told = await rungate(folder, "verify", "evil.zip");
    expect(told).toMatchObject({ status: 2, stdout: "" });
    expect(told.stderr).toContain("nothing was taken out");
    expect(existsSync(join(folder, "x"))).toBe(false);
  });

  test("a bundle with one file twice, or one that claims to be longer than all of it, is refused", async () => {
    const folder = temporary();
    const zip = new ZipFile();
    for (let count = 0; count < 2; count += 1) zip.addBuffer(Buffer.from("x"), "kept/aa", { compress: false });
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
    writeFileSync(join(folder, "twice.zip"), Buffer.concat(chunks));
    expect((await rungate(folder, "verify", "twice.zip")).stderr).toContain("it is there twice");
  });

  test("what is wrong with the record is sealed as it is, and said", async () => {
    const copy = copyOf(small);
    const bytes = readFileSync(join(copy, "journal.jsonl"));
    writeFileSync(join(copy, "journal.jsonl"), bytes.subarray(0, -200));
    const folder = temporary();
    expect(await seal(copy, join(folder, "a.zip"))).toMatchObject({ status: 1, stderr: expect.stringContaining("INCOMPLETE") as string });
    const told = await rungate(folder, "verify", "a.zip");
    expect(told).toMatchObject({ status: 1, stdout: expect.stringContaining("INCOMPLETE  no entry says how the run ended") as string });
  });
});
