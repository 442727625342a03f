/** Every form that is rewritten, run by the real bash with values that would do something if they were shell text. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { hostileValues, MadeWorld, resolveScript } from "../helpers/shell-block.ts";

const world = new MadeWorld(["x", "juju", "cp"]);
afterAll(() => world.remove());

function execute(source: string, values: Parameters<MadeWorld["run"]>[1]): string {
  const { rewritten } = resolveScript(source);
  const { stdout, stderr, status } = world.run(rewritten!, values);
  expect({ source, stderr, status, leftovers: world.leftovers() }).toEqual({ source, stderr: "", status: 0, leftovers: [] });
  return stdout;
}

const argumentsOf = (stdout: string): string[] => stdout.split("\0").slice(0, -1);

const plain = {
  rev: "12",
  n: "3",
  k: "4",
  target: "3.6.25",
  old: "3.6.24",
  host: "node-1.maas",
  lb: "0f968008-0000-4000-8000-000000000000",
};

/** Row, source, and the arguments that the made command gets for the values `app` and `ts`. */
const forms: readonly (readonly [number, string, (app: string, ts: string) => readonly string[]])[] = [
  [1, "juju refresh <app>", (app) => ["refresh", app]],
  [2, "cp f asbuilt/<ts>/b.yaml", (_, ts) => ["f", `asbuilt/${ts}/b.yaml`]],
  [3, "x --filename ~/b-<target>-$(printf 2026).tgz", () => ["--filename", `${world.folder}/b-3.6.25-2026.tgz`]],
  [4, 'x "pre <app> to <ts>"', (app, ts) => [`pre ${app} to ${ts}`]],
  [6, "x --opt=<app> -m<app>", (app) => [`--opt=${app}`, `-m${app}`]],
  [7, 'APP=<app> bash -c \'x "$APP" "$1"\' bash <host>:/x', (app) => [app, "node-1.maas:/x"]],
  [7, 'A=<app>; x "$A"', (app) => [app]],
  [8, 'A=(<app> x-<rev> <ts>); x "${A[@]}"', (app, ts) => [app, "x-12", ts]],
  [10, "x \"$(printf '%s.' <app>)\"", (app) => [`${app}.`]],
  [11, 'x "$(printf \'%s.\' "<app>")"', (app) => [`${app}.`]],
  [12, "x \"$(cat <(printf %s <app>) <(printf '%s.' <ts>))\"", (app, ts) => [`${app}${ts}.`]],
  [14, "x <in>out", (app) => [`${app}out`]],
  [20, "x v3<rev>", () => ["v312"]],
  [22, "(x <app>); x <ts>;", (app, ts) => [app, ts]],
  [34, "x a#<app>", (app) => [`a#${app}`]],
  [36, "[[ $RB_app =~ ^<app>$ ]] && x <app>", (app) => [app]],
  [36, "if [[ 'other text' =~ ^<app>$ ]]; then x bad; else x good; fi", () => ["good"]],
  [37, "[[ $RB_app.tail == <app>* ]] && x <app>", (app) => [app]],
  [37, "case $RB_app in <app>) x <app>;; esac", (app) => [app]],
  [37, "case other-text in <app>) x bad;; *) x good;; esac", () => ["good"]],
  [38, "[[ 5 -gt <n> ]] && x yes", () => ["yes"]],
  [38, "if [ 5 = <app> ]; then x bad; else x good; fi", () => ["good"]],
  [39, 'for a in <app> <ts>; do x "$a"; done', (app, ts) => [app, ts]],
  [41, "x ~/<app>/x", (app) => [`${world.folder}/${app}/x`]],
  [42, "x {a,<app>}", (app) => ["a", app]],
  [28, "x '.x[\"<rev>\"]'", () => ['.x["12"]']],
  [44, "x <host> 'k8s status <host>'", () => ["node-1.maas", "k8s status node-1.maas"]],
  [45, "x failover \\\n  <lb>", () => ["failover", plain.lb]],
  [43, 'v=1; x $v<app> "$v<app>"', (app) => [`1${app}`, `1${app}`]],
];

/** Between the forms, which run in one bash: starting one for each form and value takes a minute. */
const separator = "\u001e";

test.each(hostileValues)("%j arrives as it is in every form", (app) => {
  const ts = [...app].toReversed().join("").replace("-rf", "fr-");
  const script = forms.map(([, source]) => source).join(`\nprintf '\\036\\0'\n`);
  const received = execute(script, { ...plain, app, ts, in: app })
    .split(`${separator}\0`)
    .map(argumentsOf);
  expect(forms.map(([row, source], index) => ({ row, source, received: received[index] }))).toEqual(
    forms.map(([row, source, expected]) => ({ row, source, received: expected(app, ts) })),
  );
});

describe.each(hostileValues)("%j", (app) => {
  test("is text in a heredoc, a stripped heredoc and a here string", () => {
    expect(execute("cat <<EOF\na <app> b\nEOF", { app })).toBe(`a ${app} b\n`);
    expect(execute("cat <<-EOF\n\ta <app> b\n\tEOF", { app })).toBe(`a ${app} b\n`);
    expect(execute("cat <<< <app>", { app })).toBe(`${app}\n`);
    expect(execute("cat <<EOF | cat\n$(printf '%s.' <app>)\nEOF", { app })).toBe(`${app}.\n`);
  });

  test("is an element of a list, in order, as a word of its own", () => {
    const words = [app, "b", ...hostileValues.slice(0, 9), app];
    expect(argumentsOf(execute("x --limit <words> end", { words }))).toEqual(["--limit", ...words, "end"]);
    expect(argumentsOf(execute('A=(<words...>); for a in <words>; do x "$a"; done; x "${#A[@]}"', { words }))).toEqual([
      ...words,
      String(words.length),
    ]);
  });

  test("is a secret that neither the arguments nor the environment show", () => {
    const key = app;
    expect(execute("cat <<< <key>", { key })).toBe(`${key}\n`);
    expect(execute('for a in 1 2; do cat 0<<< "<key>"; done; cat 4<<< <key> <&4', { key })).toBe(`${key}\n`.repeat(3));
  });
});

test("a secret is in no environment, no argument and no file", () => {
  const key = "s3cret-Value-77";
  const source =
    'bash -c \'cat >/dev/null; printf "%s\\n" "$0" "$@"; env; cat /proc/self/environ /proc/$PPID/environ | tr "\\0" "\\n" | grep -v ^SECRET=; ls -l /proc/self/fd\' a b <<< <key>';
  expect(execute(source, { key })).not.toContain(key);
});

test("an empty list is no word at all", () => {
  expect(argumentsOf(execute("x a <words> b", { words: [] }))).toEqual(["a", "b"]);
});

test("eleven elements keep their order", () => {
  const nodes = Array.from({ length: 11 }, (_, index) => `node-${index + 1}`);
  expect(argumentsOf(execute("x <nodes>", { nodes }))).toEqual(nodes);
});

test.each(["a b", "*", "$(touch PWNED9)", "-n", "\u00e9"])("row 17: a redirection reads the file named %j and no other", (name) => {
  writeFileSync(join(world.folder, name), `in ${name}`);
  expect(execute("cat < <file>", { file: name })).toBe(`in ${name}`);
  expect(execute('cat <"<file>" > <in>; cat < <in>', { file: name, in: `copy of ${name}` })).toBe(`in ${name}`);
});

test("any text arrives as it is", () => {
  const value = fc
    .string({ unit: "binary", maxLength: 40 })
    .filter((text) => !text.includes("\0") && text === Buffer.from(text, "utf8").toString("utf8"));
  const source =
    'x <app> a<app>b --o=<app> "<app> <ts>" x-"$(printf \'%s.\' <app>)"; A=(<app>); x "${A[@]}"; case $RB_app in <app>) x {a,<app>};; esac; cat <<EOF; printf \'\\0\'\n<app>\nEOF';
  fc.assert(
    fc.property(value, value, (app, ts) => {
      expect(argumentsOf(execute(source, { app, ts }))).toEqual([
        app,
        `a${app}b`,
        `--o=${app}`,
        `${app} ${ts}`,
        `x-${app}.`,
        app,
        "a",
        app,
        `${app}\n`,
      ]);
    }),
    { numRuns: 60 },
  );
});

test("why the refused places are refused: bash executes the value there", () => {
  const value = "a[$(echo ran >&2)0]";
  for (const script of [
    "x $((RB_app + 1))",
    '[[ 1 -gt "$RB_app" ]] || true',
    's=abc; x "${s:$RB_app:1}"',
    'unset "$RB_app"',
    'declare -i d="$RB_app"',
    "[[ -v $RB_app ]] || true",
  ]) {
    expect({ script, stderr: world.run(`a=(); a[0]=1; ${script}`, { app: value }).stderr }).toEqual({
      script,
      stderr: expect.stringContaining("ran"),
    });
  }
});

/** A value, and a refused text that carries it out: each leaves a mark. */
test.for<[string, string]>([
  ["$(shell touch PWNED1)", "printf 'all:\\n\\techo $(X)\\n' > Makefile; make -s X=\"$RB_app\""],
  ["$(shell touch PWNED1)", "printf 'all:\\n\\techo $(X)\\n' > Makefile; X=\"$RB_app\" make -s"],
  ["X=$(shell touch PWNED1)", "printf 'all:\\n\\techo $(X)\\n' > Makefile; make -s \"$RB_app\""],
  ["touch PWNED1", 'echo > f; tar -cf x.tar f; tar -xf x.tar --to-command "$RB_app"'],
  ["touch PWNED1", 'tar -cf x.tar --checkpoint=1 --checkpoint-action=exec="$RB_app" bin'],
  ["touch PWNED1", 'while read x; do sh -c "$x"; done <<< "$RB_app"'],
  ["touch PWNED1", "printf '%s' \"$RB_app\" | xargs -I{} sh -c '{}'"],
  ["; touch PWNED1", 'find bin -exec sh -c "true {} $RB_app" \\;'],
  ['"; system("touch PWNED1"); x = "', 'awk "BEGIN { x = \\"$RB_app\\" }"'],
  ["y/y/; s/x/touch PWNED1", 'echo x | sed "s/$RB_app/e"'],
  ["!touch PWNED1", 'git -c alias.z="$RB_app" z'],
  ["touch PWNED1", 'ssh -o BatchMode=yes -o ProxyCommand="$RB_app" 127.0.0.1'],
  ["a[$(touch PWNED1)0]", "x=$RB_app; [[ $x -eq 1 ]]"],
  ["a[$(touch PWNED1)0]", "x=$RB_app; echo $((x))"],
  ["a[$(touch PWNED1)0]", 'x=$RB_app; let "y=x"'],
  ["a[$(touch PWNED1)0]", 'declare "$RB_app=1"'],
  ["a[$(touch PWNED1)0]", 'a=(1); unset "$RB_app"'],
  ["a[$(touch PWNED1)0]", 'printf -v "$RB_app" y'],
  ["a[$(touch PWNED1)0]", 'a=(1); test -v "$RB_app"'],
  ["a[$(touch PWNED1)0]", 'read "$RB_app" <<< 1'],
  ["a[$(touch PWNED1)0]", "x=$RB_app; echo ${!x}"],
  ["a[$(touch PWNED1)0]", "s=abc; x=$RB_app; echo ${s:$x}"],
])("%j is carried out by %s, which is refused", ([app, script], { skip }) => {
  const missing = ["make", "ssh"].find((name) => new RegExp(`\\b${name} `).test(script) && spawnSync(name, ["-V"]).error !== undefined);
  if (missing !== undefined) skip(`${missing} is not installed here`);
  const other = new MadeWorld([]);
  const { stderr } = other.run(`set +eu; ${script}`, { app });
  const leftovers = other.leftovers();
  other.remove();
  expect({ leftovers, stderr }).toEqual({ leftovers: ["PWNED1"], stderr });
});

test("a format reads the value as its own, and `%s` does not", () => {
  expect(world.run('printf "$RB_app"; echo; printf \'%s\' "$RB_app"', { app: "100%d\\\\" }).stdout).toBe("1000\\\n100%d\\\\");
});
