/** Small procedures written by hand, in a folder as the compiler leaves one: for tests of the rehearsal itself. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** `blocks`: name -> script; `items` is TypeScript that may use the blocks as `b.name`, and everything of `procedure.ts`. */
export function writeProcedure(
  folder: string,
  fields: { blocks: Readonly<Record<string, string>>; parameters?: string; items: string },
): string {
  mkdirSync(join(folder, "blocks"), { recursive: true });
  const blocks = Object.entries(fields.blocks).map(([name, script]) => {
    writeFileSync(join(folder, "blocks", `${name}.sh`), `${script}\n`);
    return `${name}: p.block({ file: "blocks/${name}.sh", blockSha256: "${sha256(`${script}\n`)}", host: "local", effect: ${/^(printf|juju (refresh|upgrade)|touch|rm|python3)/.test(script) ? '"mutating"' : '"read-only"'}, timeoutMs: 20000, source: [1, 1] }),`;
  });
  writeFileSync(
    join(folder, "procedure.ts"),
    `
    import * as p from ${JSON.stringify(resolve("runtime/procedure.ts"))};
    const source = [1, 1] as const;
    const b = { ${blocks.join("\n")} };
    const items: p.Item[] = ${fields.items};
    export default p.procedure({
      id: "small", title: "Small", sourceFile: "small.md", sourceSha256: "${sha256("small")}", compilerVersion: "0.0.0", parameters: [${fields.parameters ?? ""}], hosts: ["local"],
      steps: [p.step({ id: "1", title: "One", source, items })], checklist: [], procedures: [], tables: [],
    });
  `,
  );
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ contentHash: sha256(fields.items) }));
  return folder;
}
