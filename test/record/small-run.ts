/**
 * A real run of a small runbook in a folder of its own: one check, one change, a capture of hostile text, three markers.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

export const checkout = join(import.meta.dirname, "..", "..");
export const documentPath = "runbooks/notice.md";
/** What a command printed, made to be taken for something else by a page. */
export const hostile = "``` | <img src=x onerror=alert(1)> ![p](http://x/p.png) [l](javascript:1) # **no**";

const runbook = `# Put up a notice

STATUS: ADOPTED 2026-11-01 by the team

## Parameters

| Parameter | Type | Meaning |
|---|---|---|
| \`<notice>\` | text | what it says |

## 1. Put it up

It takes a minute [REVALIDATE: on the new host]. Nobody reads it [REVALIDATE].

[REVALIDATE: who] may put it up.

CHECK -- local -- what lies here

\`\`\`bash
cat hostile.txt
\`\`\`

CAPTURE: \`<found>\` = stdout

GATE: stdout is not empty.

RUN -- local -- put it up (timeout 5m)

\`\`\`bash
printf '%s\\n' <notice> > notice.txt
\`\`\`

REVERT: \`rm notice.txt\`

GATE -- it can be read: every line is \`<notice>\`.

\`\`\`bash
cat notice.txt
\`\`\`
`;

export interface SmallRun {
  readonly root: string;
  readonly runId: string;
  /** Of its record. */
  readonly folder: string;
}

export function makeProject(text = runbook): string {
  const root = mkdtempSync(join(tmpdir(), "rungate-record-"));
  const write = (name: string, content: string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  };
  mkdirSync(join(root, ".git"));
  write("rungate.yaml", "hosts: {}\n");
  write("hostile.txt", hostile);
  write(documentPath, text);
  return root;
}

/** What the operator answers: to the question for the word, and to markers by the words that they begin with. */
export interface Plan {
  readonly word: "run" | "stop";
  readonly markers: Readonly<Record<string, "yes" | "no" | "later">>;
}

export async function makeRun(root: string, plan: Plan): Promise<SmallRun> {
  await rungate(root, "compile");
  const program = join(import.meta.dirname, "answering-run.ts");
  const { stdout, stderr } = await run(root, process.execPath, [program, root, JSON.stringify(plan)]);
  if (stdout === "") throw new Error(`the run did not start: ${stderr}`);
  return { root, runId: stdout, folder: join(root, ".rungate", "runs", stdout) };
}

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real command, without a terminal. */
export async function rungate(cwd: string, ...args: string[]): Promise<Ended> {
  return run(cwd, process.execPath, [join(checkout, "bin", "rungate.js"), ...args]);
}

export async function run(cwd: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  try {
    const done = await promisify(execFile)(program, [...args], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, RUNGATE_STATE: "", ...env },
    });
    return { status: 0, ...done };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

export const documentOf = ({ root }: Pick<SmallRun, "root">): string => readFileSync(join(root, documentPath), "utf8");
