/**
 * A document from its Markdown to the end of a rehearsal: compiled, written to a folder, and played in a world of files.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { rehearse } from "../../rehearsal/node/rehearse.ts";
import { Scenario } from "../../rehearsal/scenario.ts";
import { compileText } from "./analyse-text.ts";

export interface PlayOptions {
  /** The small text files that the world begins with. */
  readonly files?: Readonly<Record<string, string>>;
  /** Path -> text of the repository around the document. */
  readonly repository?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Steps marked `only when named` that are asked for. */
  readonly steps?: readonly string[];
  readonly operator?: readonly Record<string, unknown>[];
  readonly secondPerson?: readonly Record<string, unknown>[];
  /** As `expect.outcome` of a scenario. */
  readonly outcome?: string;
}

export interface Played {
  readonly outcome: string;
  readonly happened: string;
  readonly findings: readonly string[];
  readonly transcript: string;
  /** The files at the end. */
  readonly files: Readonly<Record<string, string>>;
  /** Checks of the rehearsal that do not hold. */
  readonly failed: readonly string[];
}

export async function playDocument(markdown: string, options: PlayOptions = {}): Promise<Played> {
  const { files, diagnostics } = await compileText(markdown, options.repository === undefined ? {} : { files: options.repository });
  if (files === null) throw new Error(`the document does not compile: ${diagnostics.map(({ message }) => message).join("; ")}`);
  const scratch = mkdtempSync(join(tmpdir(), "rungate-play-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(join(scratch, "procedure", dirname(path)), { recursive: true });
      // Outside of the package its own name means nothing.
      const runtime = JSON.stringify(resolve("runtime/index.ts"));
      writeFileSync(join(scratch, "procedure", path), path.endsWith(".ts") ? text.replaceAll('"rungate/runtime"', runtime) : text);
    }
    writeFileSync(join(scratch, "files.ts"), worldOf(options.files ?? {}));
    const scenario = Scenario.parse({
      shows: "a document",
      world: "files.ts",
      parameters: options.parameters ?? {},
      steps: options.steps ?? [],
      operator: options.operator ?? [],
      secondPerson: options.secondPerson ?? [],
      expect: { outcome: options.outcome ?? "done" },
    });
    const rehearsal = await rehearse({
      procedureFolder: join(scratch, "procedure"),
      scenario,
      scenarioFolder: scratch,
      folder: join(scratch, "machine"),
    });
    return {
      outcome: rehearsal.outcome.state,
      happened: rehearsal.outcome.happened,
      findings: rehearsal.outcome.findings,
      transcript: rehearsal.transcript.join("\n"),
      files: (rehearsal.world as unknown as { files: Record<string, string> }).files,
      failed: rehearsal.checks.filter(({ holds }) => !holds).map(({ what, expected, actual }) => `${what}: ${expected} / ${actual}`),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function worldOf(home: Readonly<Record<string, string>>): string {
  return `import { defineWorld } from ${JSON.stringify(resolve("rehearsal/world.ts"))};
export default defineWorld({ name: "files", meaning: "a folder with a few files", make: () => ({}), home: ${JSON.stringify(home)} });
`;
}
