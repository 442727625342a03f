/** The commands of a block, with wrappers looked through, and where each stands. */
import { describe, expect, test } from "vitest";
import { commandsOf, readCommands, type SimpleCommand } from "../../compiler/ast/shell-commands.ts";
import { shellBlock } from "../helpers/shell-block.ts";

/** `ssh,sudo> rm $x`: wrappers, then the words; a word known only at run time in braces. */
const show = ({ words, wrappers }: SimpleCommand): string =>
  `${wrappers.length > 0 ? `${wrappers.join(",")}> ` : ""}${words.map(({ value, text }) => value ?? `{${text}}`).join(" ")}`;
const commands = (script: string): string[] => commandsOf(shellBlock(script)).map(show);

describe("wrappers", () => {
  test.each<[string, string[]]>([
    ["sudo -u root timeout -k 5 10 apt install -y x", ["sudo,timeout> apt install -y x"]],
    ["env -u A B=c D=e make", ["env> make"]],
    ["xargs -I{} -n 1 sh -c 'echo hi'", ["xargs,sh> echo hi"]],
    ["command -v jq", ["command -v jq"]],
    ["ssh -o A=b u@h -- sudo systemctl status x", ["ssh,sudo> systemctl status x"]],
    ["ssh h 'a; b \"$c\"'", ["ssh> a", 'ssh> b {"$c"}']],
    ['ssh h "a $x"', ['ssh h {"a $x"}']],
    ["juju ssh -m x u/0 -- sudo ls", ["juju ssh,sudo> ls"]],
    ["juju exec --unit u/0 -- hostname -f", ["juju exec> hostname -f"]],
    ["kubectl exec -it -n x p -c c -- psql -c 'select 1'", ["kubectl exec> psql -c select 1"]],
    ["docker compose exec -u root svc ls -l", ["docker compose exec> ls -l"]],
    ["bash -lc 'ls'", ["bash> ls"]],
    ["bash -c 'ls; bash -c \"rm x\"'", ["bash> ls", "bash,bash> rm x"]],
    ["bash -s <<'E'\nrm x\nls\nE", ["bash -s", "bash> rm x", "bash> ls"]],
    ["find . -name x -exec rm {} \\; -exec ls {} +", ["find . -name x -exec rm {} ; -exec ls {} +", "find> rm {{}}", "find> ls {{}}"]],
    ["sudo", ["sudo"]],
    ["/usr/bin/sudo ls", ["sudo> ls"]],
  ])("%j", (script, expected) => expect(commands(script)).toEqual(expected));
});

test("substitutions, functions and backticks are read", () => {
  expect(commands('x=$(a) <(b) `c \\`d\\`` "${e:-$(f)}"; g() { h; }; cat <<E\n$(i)\nE')).toEqual([
    '{<(b)} {`c \\`d\\``} {"${e:-$(f)}"}',
    "a",
    "b",
    "c {`d`}",
    "d",
    "f",
    "h",
    "cat",
    "i",
  ]);
  expect([...readCommands(shellBlock("g() { h; }")).functions]).toEqual(["g"]);
});

test("placeholders are recognisable, and no word is taken for its mask", () => {
  const [command] = commandsOf(shellBlock("juju refresh <app> --m=<now.rev> '<host>'"));
  expect(command!.words.map(({ value, tokens }) => [value, tokens.map(({ name, column }) => [name, column])])).toEqual([
    ["juju", []],
    ["refresh", []],
    [null, [["app", null]]],
    [null, [["now", "rev"]]],
    [null, [["host", null]]],
  ]);
});

test("a script in single quotes keeps its positions, any other has those of its argument", () => {
  const script = "ssh h 'ls; rm <n>'; bash -c \"ls; rm \\$x\"";
  expect(commandsOf(shellBlock(script)).map(({ start, end }) => script.slice(start, end))).toEqual([
    "ls",
    "rm <n>",
    '"ls; rm \\$x"',
    '"ls; rm \\$x"',
  ]);
});

describe("places", () => {
  const place = (script: string, name: string): SimpleCommand => commandsOf(shellBlock(script)).find((command) => command.name === name)!;
  test.each<[string, Partial<SimpleCommand>]>([
    ["a | x | b", { pipeline: { index: 1, length: 3 } }],
    ["(x)", { isInSubshell: true }],
    ["a $(x)", { isInSubstitution: true, isInSubshell: false }],
    ["for a in b; do x; done", { isInLoop: true, isTested: false }],
    ["while x; do a; done", { isInLoop: true, isTested: true }],
    ["until a; do x; done", { isInLoop: true, isTested: false }],
    ["if x; then a; fi", { isTested: true, isConditional: false }],
    ["if a; then x; fi", { isTested: false, isConditional: true }],
    ["if a; then b; elif x; then c; fi", { isTested: true, isConditional: true }],
    ["x && a", { isTested: true, isConditional: false }],
    ["a || x", { isTested: false, isConditional: true }],
    ["! x", { isTested: true }],
    ["case a in a) x;; esac", { isConditional: true }],
    ["f() { x; }", { isInFunction: true }],
    ["x & a", { isBackground: true }],
    ["a & x", { isBackground: false }],
    ["ssh h sudo x", { isElsewhere: true }],
    ["sudo x", { isElsewhere: false }],
  ])("%j", (script, expected) => expect(place(script, "x")).toMatchObject(expected));
});
