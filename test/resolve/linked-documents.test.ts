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
