/** A DO of another runbook: what is taken in, under which names, and what is refused. */
import { describe, expect, test } from "vitest";
import { compileText } from "../helpers/analyse-text.ts";
import { playDocument } from "../helpers/play-document.ts";

const strict = (body: string): string => `# Case\n\n## Parameters\n\nNone.\n\n${body}`;
const main = (link: string, before = ""): string => strict(`${before}## 1. Step\n\nDO: ${link}.\n`);
const restart = strict(`## 1. Look

CHECK -- local -- look

\`\`\`bash
cat other
\`\`\`

## 2. Restart one

PROCEDURE: \`restart\` of \`<app>\`

RUN -- local -- stop it

\`\`\`bash
echo <app> >> order
\`\`\`

GATE: \`true\` succeeds. Otherwise DO: \`rescue\` of \`<app>\`, then STOP.

## 3. Rescue

PROCEDURE: \`rescue\` of \`<app>\`

MANUAL: call the owner.
`);
const files = { "runbooks/restart.md": restart };

const errorsOf = async (text: string, repository: Record<string, string>): Promise<string[]> =>
  (await compileText(text, { files: repository })).diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);

describe("DO of another runbook", () => {
  test("is carried out with the arguments of the call", async () => {
    const played = await playDocument(main("[`restart`](restart.md) for each of `a` -> `b`"), { repository: files });
    expect(played.failed, played.transcript).toEqual([]);
    expect(played.files["order"]).toBe("a\nb\n");
  });

  test("compiles its bodies into the same folder, with their own file and lines, under one hash", async () => {
    const text = main("[`restart`](restart.md) of `a`");
    const compiled = await compileText(text, { files });
    expect(compiled.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    const module = [...(compiled.files ?? [])].find(([path]) => path.includes("restart-2") && path.endsWith(".ts"))?.[1] ?? "";
    expect(module).toContain("@source runbooks/restart.md:15");
    expect(module).toContain('sourceFile: "runbooks/restart.md"');
    const manifest = JSON.parse(compiled.files?.get("manifest.json") ?? "{}") as { linked: { path: string }[]; contentHash: string };
    expect(manifest.linked.map(({ path }) => path)).toEqual(["runbooks/restart.md"]);
    const edited = await compileText(text, { files: { "runbooks/restart.md": `${restart}\nMore words.\n` } });
    expect((JSON.parse(edited.files?.get("manifest.json") ?? "{}") as typeof manifest).contentHash).not.toBe(manifest.contentHash);
    expect([...(compiled.files?.keys() ?? [])].filter((path) => path.startsWith("blocks/"))).toHaveLength(2);
  });

  test("sees nothing of the document that calls it", async () => {
    const session = "## 0. Before\n\nSESSION -- local: `greeting=hello`\n\nMANUAL: read.\n\n";
    const compiled = await compileText(main("[`restart`](restart.md) of `a`", session), { files });
    expect(compiled.resolved?.blocks.find(({ script }) => script.includes("order"))?.session).toBeNull();
    const leaking = restart.replace("echo <app> >> order", "echo <site> >> order");
    const withSite = main("[`restart`](restart.md) of `a`").replace(
      "None.",
      "| Parameter | Type | Meaning |\n|---|---|---|\n| `<site>` | text | m |",
    );
    expect((await errorsOf(withSite, { "runbooks/restart.md": leaking })).join()).toContain("in the procedure of `runbooks/restart.md`");
  });

  test.each([
    ["a file that is not there", "[`restart`](gone.md) of `a`", files, "link to `runbooks/gone.md`"],
    ["a path outside", "[`restart`](../../x.md) of `a`", files, "link `../../x.md`"],
    ["an anchor", "[`restart`](restart.md#2) of `a`", files, "link `restart.md#2`"],
    ["a procedure that it has not", "[`stop`](restart.md) of `a`", files, "procedure `stop` of `runbooks/restart.md`"],
    ["too few arguments", "[`restart`](restart.md)", files, "0 arguments"],
    [
      "a circle of documents",
      "[`restart`](restart.md) of `a`",
      { "runbooks/restart.md": restart.replace("MANUAL: call the owner.", "DO: [`x`](example.md).") },
      "circle of documents `runbooks/example.md` -> `runbooks/restart.md` -> `runbooks/example.md`",
    ],
  ])("is refused for %s", async (_what, link, repository, words) => {
    expect((await errorsOf(main(link), repository)).join("\n")).toContain(words);
  });
});

const rotate = `# Rotate the key

## Parameters

| Parameter | Type | Meaning |
|---|---|---|
| \`<service>\` | one of web, worker | whose key |
| \`<date>\` | date, default today | the day |

## 1. Look

SESSION -- local: \`greeting=hello-<service>\`

CHECK -- local -- which key

\`\`\`bash
cat <service>.key
\`\`\`

CAPTURE: \`old\` = stdout

GATE: stdout is not \`lost\`. Otherwise go to Step 3.

## 2. Change

RUN -- local -- write the key

\`\`\`bash
echo "$greeting <old> <date>" >> <service>.log
\`\`\`

GATE: \`test -e <service>.log\` succeeds.

DO: \`note\` of \`rotated\`.

## 3. Close

MANUAL: tell the owner of <service>.

FINALLY: \`echo closed >> closed\`

## 4. Note

PROCEDURE: \`note\` of \`<what>\`

RUN -- local -- note it

\`\`\`bash
echo "<what> <service> <old>" >> notes
\`\`\`

GATE: \`test -e notes\` succeeds.
`;
const keys = { "web.key": "k1\n", "worker.key": "k2\n" };

describe("DO of a whole runbook", () => {
  const repository = { "runbooks/rotate.md": rotate };

  test("carries out its sections in order, with its own values, sessions, procedures and FINALLY", async () => {
    const text = main("[the rotation](rotate.md) of `web`, `2026-07-05`");
    const played = await playDocument(text, { repository, files: keys });
    expect(played.failed, played.transcript).toEqual([]);
    expect(played.files).toMatchObject({ "web.log": "hello-web k1 2026-07-05\n", notes: "rotated web k1\n", closed: "closed\n" });
    expect(played.transcript).toMatch(/STEP rotate\/1 .*\n[\s\S]*STEP rotate\/2 [\s\S]*STEP rotate\/3 /);
  });

  test("gives what has a default and is not given, for each of a list", async () => {
    const played = await playDocument(main("[the rotation](rotate.md) for each of `web` -> `worker`"), { repository, files: keys });
    expect(played.failed, played.transcript).toEqual([]);
    expect(played.files["worker.log"]).toMatch(/^hello-worker k2 \d{4}-\d\d-\d\d\n$/);
    expect(played.files["closed"]).toBe("closed\nclosed\n");
  });

  test("goes on where a gate of it says, and past what lies between", async () => {
    const played = await playDocument(main("[the rotation](rotate.md) of `web`"), { repository, files: { "web.key": "lost\n" } });
    expect(played.failed, played.transcript).toEqual([]);
    expect(Object.keys(played.files)).not.toContain("web.log");
  });

  test("stops at every depth, its FINALLY first", async () => {
    const stopping = rotate.replace("MANUAL: tell the owner of <service>.", "STOP: enough.");
    const outer = `${main("[the rotation](rotate.md) of `web`")}\nFINALLY: \`echo outer >> closed\`\n`;
    const played = await playDocument(outer, { repository: { "runbooks/rotate.md": stopping }, files: keys, outcome: "stopped" });
    expect(played.failed, played.transcript).toEqual([]);
    expect(played.files["closed"]).toBe("closed\nouter\n");
  });

  test("refuses a captured value that does not fit before its first step", async () => {
    const before = "## 0. Which\n\nCHECK -- local -- which\n\n```bash\ncat which\n```\n\nCAPTURE: `which` = stdout\n\n";
    const played = await playDocument(main("[the rotation](rotate.md) of `<which>`", before), {
      repository,
      files: { ...keys, which: "database\n" },
      outcome: "stopped",
    });
    expect(played.happened).toContain("`<service>` of `database` is `database`: expected one of `web`, `worker`");
  });

  test("is all on the page of the document that calls it, with its own file and lines", async () => {
    const compiled = await compileText(main("[the rotation](rotate.md) of `web`"), { files: repository });
    expect(compiled.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    const page = compiled.files?.get("operator.html") ?? "";
    expect(page).toContain("Rotate the key, all of runbooks/rotate.md");
    expect(page).toContain("runbooks/rotate.md, line 24");
    expect(page.match(/data-block/g)).toHaveLength(compiled.resolved?.blocks.length ?? 0);
    expect(compiled.files?.get("called/runbooks-rotate.ts")).toContain('parameters: ["service"]');
  });

  test("is refused with values that can never fit, with a secret, and beside a procedure of the same document", async () => {
    expect(await errorsOf(main("[the rotation](rotate.md) of `database`"), repository)).toEqual([
      "Unexpected argument `database` for `<service>`, expected one of web, worker",
    ]);
    expect((await errorsOf(main("[the rotation](rotate.md)"), repository)).join()).toContain(
      "0 arguments for `runbooks/rotate`, expected 1 to 2",
    );
    const secret = rotate.replace("date, default today", "secret");
    expect((await errorsOf(main("[the rotation](rotate.md) of `web`"), { "runbooks/rotate.md": secret })).join()).toContain(
      "with the secret `<date>`",
    );
    const both = `${main("[the rotation](rotate.md) of `web`")}\nDO: [\`note\`](rotate.md) of \`x\`.\n`;
    expect((await errorsOf(both, repository)).join()).toContain("as a whole and of a procedure of it");
  });
});
