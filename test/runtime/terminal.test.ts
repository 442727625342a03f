/** The operator at a real pseudo-terminal, where `script(1)` can make one. */
import { spawn, spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { cleanText } from "../../runtime/clean-text.ts";
import { readAnswer } from "../../runtime/node/operator.ts";

const asker = new URL("asker.ts", import.meta.url).pathname;
const hasScript = spawnSync("script", ["--version"]).status === 0;

/** Sends each text as soon as what it waits for has been printed; `null` closes the input. */
function atTerminal(waitMs: number, sends: readonly (readonly [after: string, text: string | null])[]): Promise<string> {
  const child = spawn("script", ["-qec", `'${process.execPath}' '${asker}' ${waitMs}`, "/dev/null"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, TERM: "dumb" },
  });
  const left = [...sends];
  let text = "";
  return new Promise((resolve) => {
    child.stdout.on("data", (bytes: Buffer) => {
      text += bytes.toString();
      const [first] = left;
      if (first === undefined || !text.includes(first[0])) return;
      left.shift();
      text = text.slice(text.indexOf(first[0]) + first[0].length);
      if (first[1] === null) child.stdin.end();
      else child.stdin.write(first[1]);
    });
    child.once("close", () => resolve(text));
  });
}
const answerIn = (text: string): unknown => JSON.parse(/answer (\{.*\})/.exec(text)?.[1] ?? "null");

describe.runIf(hasScript)("at a terminal", () => {
  test("the word is typed; Enter alone and other words choose nothing", async () => {
    const text = await atTerminal(0, [
      ["stop", ""],
      ["> ", "\r"],
      ["Enter alone chooses nothing", ""],
      ["> ", "yes\r"],
      ["expected one of `run`, `skip`, `stop`", ""],
      ["> ", "skip\r"],
      ["needs a reason", ""],
      ["> ", "run\r"],
    ]);
    expect(answerIn(text)).toEqual({ kind: "chosen", key: "run", text: "" });
  });
  test("Ctrl-C and the end of input are no", async () => {
    expect(answerIn(await atTerminal(0, [["> ", "\u0003"]]))).toEqual({ kind: "gone", why: "interrupt" });
    expect(answerIn(await atTerminal(0, [["> ", "\u0004"]]))).toEqual({ kind: "gone", why: "eof" });
  });
  test("what was typed before the question is thrown away, with or without its Enter", async () => {
    for (const ahead of ["run\r", "run"])
      expect(
        answerIn(
          await atTerminal(500, [
            ["ready", ahead],
            ["> ", "\r"],
            ["Enter alone chooses nothing", ""],
            ["> ", "stop\r"],
          ]),
        ),
      ).toEqual({ kind: "chosen", key: "stop", text: "" });
  });
});

test("without a terminal nobody answers, and that is no", () => {
  const { stdout, stderr } = spawnSync(process.execPath, [asker], { input: "run\nrun\n", encoding: "utf8" });
  expect(answerIn(stdout)).toEqual({ kind: "gone", why: "no terminal" });
  expect(stderr).toContain('     | echo "${RB_app}"\n     RB_app    key<ESC>[2Jstone\n');
});

test.each<[string, string, unknown]>([
  ["a word", "stop", { kind: "chosen", key: "stop", text: "" }],
  ["a word and a note", " go on  it is known ", { kind: "chosen", key: "go on", text: "it is known" }],
  ["a longer word", "stopp", "Unexpected `stopp`, expected one of `go on`, `stop`."],
  ["no reason", "go on", "`go on` needs a reason: `go on REASON`."],
  ["nothing", "", "Enter alone chooses nothing. Type one of `go on`, `stop`."],
])("%s is read", (_, line, expected) => {
  expect(
    readAnswer(line, [
      { key: "go on", meaning: "", wantsText: true },
      { key: "stop", meaning: "", wantsText: false },
    ]),
  ).toEqual(expected);
});

test.each([
  ["a\tb\nc", "a\tb\nc"],
  ["\u001b[31mred\u001b[0m", "\u001b[31mred\u001b[0m\u001b[0m"],
  ["\u001b[2J\u001b]0;x\u0007", "<ESC>[2J<ESC>]0;x<BEL>"],
  ["\u001b[31", "<ESC>[31"],
  ["10\r\n20%\r30%", "10<CR>\n20%<CR>30%"],
  ["\u009b31m", "<U+009B>31m"],
  ["a\u202eb\u200bc", "a<U+202E>b<U+200B>c"],
  ["\ud800x", "<U+D800>x"],
  ["é 😀", "é 😀"],
])("%j is shown as %j", (text, expected) => {
  expect(cleanText(text)).toBe(expected);
});
