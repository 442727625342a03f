/** Each label, qualifier and form of the language, carried out: compiled from Markdown and played in a world of files. */
import { describe, expect, test } from "vitest";
import { playDocument, type Played, type PlayOptions } from "../helpers/play-document.ts";

const fence = (script: string): string => `\n\n\`\`\`bash\n${script}\n\`\`\`\n\n`;
const check = (script: string): string => `CHECK -- local -- look${fence(script)}`;
const run = (script: string, qualifiers = ""): string => `RUN${qualifiers} -- local -- change${fence(script)}`;
const holds = "GATE: `true` succeeds.\n\n";

async function play(body: string, options: PlayOptions & { parametersTable?: string } = {}): Promise<Played> {
  const table = options.parametersTable ?? "None.";
  const played = await playDocument(`# Case\n\n## Parameters\n\n${table}\n\n## 1. Step\n\n${body}`, options);
  expect(played.failed, played.transcript).toEqual([]);
  return played;
}
const parameter = (name: string, type: string): string => `| Parameter | Type | Meaning |\n|---|---|---|\n| \`<${name}>\` | ${type} | m |`;
const stopped = { outcome: "stopped" } as const;

describe("labels", () => {
  test("RUN, GATE: a change on the word, then judged", async () => {
    const { files, transcript } = await play(`${run("echo new > state")}GATE: stdout is \`new\`.${fence("cat state")}`);
    expect(files["state"]).toBe("new\n");
    expect(transcript).toContain("asked word: run");
  });

  test("a GATE that does not hold locks what follows", async () => {
    const { files } = await play(`${check("cat state")}GATE: stdout is \`new\`.\n\n${run("echo x > more")}${holds}`, {
      ...stopped,
      files: { state: "old\n" },
    });
    expect(files["more"]).toBeUndefined();
  });

  test("CHECK runs without a word", async () => {
    const { transcript } = await play(check("cat state"), { files: { state: "x\n" } });
    expect(transcript).not.toContain("asked");
  });

  test("EXPECT: a miss asks, and the run may go on", async () => {
    await play(`${check("cat state")}EXPECT: stdout is \`new\`.\n\n`, {
      files: { state: "old\n" },
      operator: [{ for: "expectMissed", choose: "go on", text: "known" }],
    });
  });

  test("CAPTURE hands a value to a later block", async () => {
    const { files } = await play(`${check("cat state")}CAPTURE: \`was\` = stdout\n\n${run("echo <was> > copy")}${holds}`, {
      files: { state: "v1\n" },
    });
    expect(files["copy"]).toBe("v1\n");
  });

  test("MANUAL waits for the confirmation", async () => {
    await play("MANUAL: call the owner.", { ...stopped, operator: [{ for: "byHand", choose: "stop" }] });
  });

  test("SESSION stands before each block of its host", async () => {
    const { files } = await play(
      `SESSION -- local: \`greeting=hello\`\n\nRUN -- local -- write${fence('echo "$greeting" > said')}${holds}`,
    );
    expect(files["said"]).toBe("hello\n");
  });

  test("WHEN leaves out the next block, or its section", async () => {
    const block = await play(`${check("cat state")}WHEN: stdout is \`old\`.\n\n${run("echo x > more")}${holds}`, {
      files: { state: "new\n" },
    });
    expect(block.files["more"]).toBeUndefined();
    const section = await play(`WHEN: \`grep -q old state\` succeeds.\n\n${run("echo x > more")}${holds}`, { files: { state: "new\n" } });
    expect(section.files["more"]).toBeUndefined();
  });

  test("DECISION takes the first item that holds; none is a STOP", async () => {
    const branches = "DECISION: which\n\n- stdout is `a` -> 2\n- stdout is `b` -> 3\n\n";
    const steps = `## 2. A\n\n${run("echo x > two")}${holds}\n## 3. B\n\n${run("echo x > three")}${holds}`;
    const { files } = await play(`${check("cat state")}${branches}${steps}`, { files: { state: "b\n" } });
    expect([files["two"], files["three"]]).toEqual([undefined, "x\n"]);
    const { happened } = await play(`${check("cat state")}${branches}${steps}`, { ...stopped, files: { state: "c\n" } });
    expect(happened).toContain("no branch of the decision applies");
  });

  test("REVERT is offered when the gate fails, and carried out on the word", async () => {
    const { files } = await play(
      `${run("echo new > state")}REVERT: \`echo old > state\`\n\nGATE: stdout is \`newer\`.${fence("cat state")}`,
      {
        ...stopped,
        operator: [{ for: "gateFailed", choose: "revert" }],
      },
    );
    expect(files["state"]).toBe("old\n");
  });

  test("FINALLY runs at the end, and after a STOP", async () => {
    const body = (stop: string): string => `FINALLY -- local -- unlock${fence("echo x > unlocked")}${check("true")}${stop}`;
    expect((await play(body(""))).files["unlocked"]).toBe("x\n");
    expect((await play(body("STOP: enough.\n"), stopped)).files["unlocked"]).toBe("x\n");
  });

  test("WINDOW opens and closes", async () => {
    const { transcript } = await play(`WINDOW: open maintenance\n\n${run("echo x > state")}${holds}WINDOW: close\n`);
    expect(transcript.toLowerCase()).toContain("maintenance");
  });

  test("STOP ends the procedure with its reason", async () => {
    expect((await play("STOP: not today.\n", stopped)).happened).toContain("not today");
  });

  test("CAUTION is acknowledged before a RUN, NOTE is shown", async () => {
    const body = `CAUTION: jobs are lost.\n\nNOTE: it is short.\n\n${run("echo x > state")}${holds}`;
    expect((await play(body)).files["state"]).toBe("x\n");
    const refused = await play(body, { ...stopped, operator: [{ for: "acknowledge", choose: "stop" }] });
    expect(refused.files["state"]).toBeUndefined();
  });
});

describe("procedures", () => {
  const body = (script: string, gate = holds): string => `\n## 2. Body\n\nPROCEDURE: \`copy\` of \`<app>\`\n\n${run(script)}${gate}`;
  const appends = body("echo <app> >> order");
  const measured = `${check("cat table")}CAPTURE: \`worklist\` = rows of (app, state)\n\n`;
  const table = { table: "a ok\nb ok\nc bad\n" };

  test.each([
    ["`copy` of `a`", "a\n"],
    ["`copy` for each of `b` -> `a`", "b\na\n"],
    ["`copy` for each of `a`, `b` in any order", "a\nb\n"],
    ["`copy` for each of `a`, `b`, `c` in any order, 2 at a time", "a\nb\nc\n"],
  ])("DO: %s", async (call, order) => {
    expect((await play(`DO: ${call}.\n${appends}`)).files["order"]).toBe(order);
  });

  test("DO for each row, without those that EXCLUDE names", async () => {
    const excluded = "EXCLUDE: rows of `worklist` whose `state` is not `ok`.\n\n";
    const { files, findings } = await play(`${measured}${excluded}DO: \`copy\` for each row of \`worklist\`.\n${appends}`, {
      files: table,
    });
    expect(files["order"]).toBe("a\nb\n");
    expect(findings.join()).toContain("`c` is excluded");
  });

  test("DO for some rows: the rest is a finding", async () => {
    const { files, findings } = await play(
      `${measured}DO: \`copy\` for each row of \`worklist\` in the order \`b\` -> \`a\`.\n${appends}`,
      {
        files: table,
      },
    );
    expect(files["order"]).toBe("b\na\n");
    expect(findings.join()).toContain("no DO covers: c");
  });

  test("Otherwise skip this item: the others go on", async () => {
    const gate = "GATE: stdout is not `b`. Otherwise skip this item: b is known.\n\n```bash\necho <app>\n```\n";
    const { files, findings } = await play(`DO: \`copy\` for each of \`a\` -> \`b\` -> \`c\`.\n${body("echo <app> >> order", gate)}`);
    expect(files["order"]).toBe("a\nb\nc\n");
    expect(findings.join()).toContain("`b` was skipped: b is known");
  });

  test("Otherwise DO, then STOP", async () => {
    const { files } = await play(
      `${check("cat table")}GATE: stdout is empty. Otherwise DO: \`copy\` of \`rescue\`, then STOP.\n${appends}`,
      {
        ...stopped,
        files: table,
        operator: [{ for: "gateFailed", choose: "otherwise" }],
      },
    );
    expect(files["order"]).toBe("rescue\n");
  });

  test("Otherwise go to: what stands between is left out", async () => {
    const gate = "GATE: stdout is `old`. Otherwise go to 3.\n\n";
    const { files } = await play(
      `${check("cat state")}${gate}## 2. Between\n\n${run("echo x > two")}${holds}\n## 3. Last\n\n${check("true")}`,
      {
        files: { state: "new\n" },
      },
    );
    expect(files["two"]).toBeUndefined();
  });
});

describe("qualifiers", () => {
  test.each([" (idempotent)", " (timeout 2m)", " (once)"])("RUN%s is carried out", async (qualifiers) => {
    expect((await play(`${run("echo x > state", qualifiers)}${holds}`)).files["state"]).toBe("x\n");
  });

  test("only when named: left out unless asked for", async () => {
    const document = `${run("echo x > state", " (only when named)")}${holds}`;
    expect((await play(document)).files["state"]).toBeUndefined();
    expect((await play(document, { steps: ["1/run-1"] })).files["state"]).toBe("x\n");
  });

  test("interactive: done by hand in a terminal of one's own", async () => {
    const { files, transcript } = await play(`${run("echo x > state", " (interactive)")}${holds}`);
    expect(files["state"]).toBeUndefined();
    expect(transcript).toContain("asked byHand: done");
  });

  test("fresh: a reading that has become old is taken again before a change", async () => {
    const waits = `GATE: stdout is \`x\`. Poll every 5 min for up to 20 min, first after 10 min.${fence("cat state")}`;
    const { transcript } = await play(`CHECK (fresh 5m) -- local -- look${fence("cat other")}${waits}${run("echo y > more")}${holds}`, {
      files: { state: "x\n", other: "y\n" },
    });
    expect(transcript.match(/cat other|CHECK look|look/g)!.length).toBeGreaterThan(1);
  });
});

describe("values", () => {
  test("a value names the host", async () => {
    await play(`CHECK -- \`<node>\` -- look${fence("cat state")}`, {
      parametersTable: parameter("node", "host"),
      parameters: { node: "rack1-node2" },
      files: { state: "x\n" },
    });
  });

  test("a list is words, and what a condition looks through", async () => {
    const { files } = await play(`${run("printf '%s,' <nodes...> > said")}GATE: every line is in \`nodes\`.${fence("cat state")}`, {
      parametersTable: parameter("nodes", "list of host"),
      parameters: { nodes: "a, b" },
      files: { state: "b\n" },
    });
    expect(files["said"]).toBe("a,b,");
  });

  test("a secret reaches the block through a descriptor", async () => {
    const body = `${run('IFS= read -r given <<< <key>\necho "${#given}" > length\necho "$given"')}${holds}`;
    const { files, transcript } = await play(body, { parametersTable: parameter("key", "secret"), parameters: { key: "0123456789" } });
    expect(files["length"]).toBe("10\n");
    expect(transcript).not.toContain("0123456789");
  });

  test.each([
    ["lines", "GATE: `<x>` contains `a`."],
    ["rows of (app, rev int)", "GATE: every row's `rev` is more than 0 and `rev` is less than 9."],
    ["first match of `/(\\d)/` int", "GATE: `<x>` is at least 1."],
  ])("CAPTURE as %s", async (form, gate) => {
    await play(`${check("cat state")}CAPTURE: \`x\` = ${form}\n\n${gate}\n`, {
      files: { state: form === "lines" ? "a\nb\n" : "a 1\nb 2\n" },
    });
  });

  test.each([
    ["one row of (app, rev int)", "a 3\n", "`<x.rev>` is 3"],
    ["json `.status`", '{"status":"ok"}\n', "`<x>` is `ok`"],
  ])("CAPTURE as %s", async (form, state, condition) => {
    await play(`${check("cat state")}CAPTURE: \`x\` = ${form}\n\nGATE: ${condition}.\n`, { files: { state } });
  });
});

describe("conditions", () => {
  test.each([
    "stdout contains `ready`",
    "stderr is empty",
    "output is not empty",
    "exit is 0",
    "every line matches `/^[a-z]+$/`",
    "some line is `two`",
    "no line is `three`",
    "exactly 2 lines",
    "at least 1 line is `ready`",
    "at most 1 line is `two`",
    "`cat state` prints `two`",
    "`cat state` succeeds",
    "`grep -q three state` fails",
    "stdout contains `ready` and stderr is empty; exit is one of 0, 1",
  ])("%s", async (condition) => {
    await play(`${check("cat state")}GATE: ${condition}.\n`, { files: { state: "ready\ntwo\n" } });
  });

  test("exactly 3 lines does not hold of two", async () => {
    await play(`${check("cat state")}GATE: exactly 3 lines.\n`, { ...stopped, files: { state: "ready\ntwo\n" } });
  });

  test("two predicates on one column both count", async () => {
    const measured = `${check("cat state")}CAPTURE: \`t\` = rows of (app, rev int)\n\n`;
    await play(`${measured}GATE: every row's \`rev\` is more than 0 and \`rev\` is less than 2.\n`, {
      ...stopped,
      files: { state: "a 1\nb 2\n" },
    });
  });

  test("Poll reads again; Give up ends it early", async () => {
    const gate = (more: string): string => `GATE: stdout is \`ready\`. Poll every 20 s for up to 10 min.${more}${fence("cat state")}`;
    const waited = await play(gate(""), { ...stopped, files: { state: "wait\n" } });
    expect(waited.transcript).toContain("reading 5");
    const given = await play(gate(" Give up when stdout is `error`."), { ...stopped, files: { state: "error\n" } });
    expect(given.transcript).not.toContain("reading 2");
  });
});

describe("an old document", () => {
  test("asks for what it does not declare, and does by hand what it cannot be sure of", async () => {
    const body = `${run("echo x > <file>")}GATE: did it work?\n\n${run('echo "<file>" > said')}GATE: did it work?\n`;
    const played = await playDocument(`# Case\n\n## 1. Step\n\n${body}`, { parameters: { file: "made" } });
    expect(played.failed, played.transcript).toEqual([]);
    expect(played.files["made"]).toBe("x\n");
    expect(played.transcript).toContain("asked byHand: done");
  });
});
