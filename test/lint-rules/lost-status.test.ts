/**
 * Idioms in which a reading fails, each run by bash under the strict mode of a block: the rule says that the status is
 * lost exactly where bash ends with status 0, and knows what is printed then.
 */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { parseShell } from "../../compiler/ast/shell.ts";
import { findLostStatuses, type LostStatus } from "../../lint-rules/support/lost-status.ts";

const prelude = "set -euo pipefail\nshopt -s inherit_errexit\n";

function runBash(script: string): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync("bash", ["-c", prelude + script], {
    encoding: "utf8",
    timeout: 2000,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return { status, stdout };
}

/** Every script fails to read something below /nonexistent. */
const lost: Record<LostStatus["idiom"], readonly string[]> = {
  strict: [
    "set +e\nsort /nonexistent/a\ntrue",
    "set +o errexit\nsort /nonexistent/a\n:",
    "set +o pipefail\nsort /nonexistent/a | cat",
    "set +eo pipefail\nsort /nonexistent/a | wc -l",
    'shopt -u inherit_errexit\nx=$(sort /nonexistent/a; true)\necho "$x"',
    "trap 'exit 0' ERR\nsort /nonexistent/a",
    "trap 'rm -f /tmp/nothing.$$; exit 0' EXIT\nsort /nonexistent/a",
    'set +e; x=$(sort /nonexistent/a); set -e; echo "found=$x"',
    "( set +e; sort /nonexistent/a; true )",
  ],
  process: [
    "cat <(sort /nonexistent/a)",
    "wc -l < <(sort /nonexistent/a)",
    'while read -r l; do echo "$l"; done < <(sort /nonexistent/a)',
    'mapfile -t a < <(sort /nonexistent/a)\necho "${#a[@]}"',
    'mapfile -t a < <(sort /nonexistent/a)\nfor x in "${a[@]}"; do echo "$x"; done',
    "readarray -t a < <(sort /nonexistent/a)",
    "comm -13 /dev/null <(sort /nonexistent/a)",
    "sort <(cat /nonexistent/a) | uniq",
    'x=$(cat <(sort /nonexistent/a))\necho "x=$x"',
  ],
  substitution: [
    'for f in $(ls /nonexistent); do echo "$f"; done',
    '[ -z "$(sort /nonexistent/a)" ]',
    'test -z "$(sort /nonexistent/a)"',
    "[[ -z $(sort /nonexistent/a) ]]",
    "[[ $(sort /nonexistent/a | wc -l) -eq 0 ]]",
    "(( $(sort /nonexistent/a | wc -l) == 0 ))",
    '[ "$(sort /nonexistent/a | wc -l)" -eq 0 ]',
    'echo "errors=$(grep -c ERROR /nonexistent/log)"',
    "printf 'errors=%s\\n' \"$(grep -c ERROR /nonexistent/log)\"",
    'echo "errors=`grep -c ERROR /nonexistent/log`"',
    "cat <<END\nerrors=$(sort /nonexistent/a)\nEND",
    'cat <<< "x$(sort /nonexistent/a)"',
    'if [ -n "$(sort /nonexistent/a)" ]; then echo bad; fi',
    "case $(sort /nonexistent/a) in *ERROR*) echo bad ;; esac",
    'f() { echo "n=$(sort /nonexistent/a)"; }\nf',
  ],
  declaration: [
    'export X=$(sort /nonexistent/a)\necho "$X"',
    "declare x=$(sort /nonexistent/a)",
    'readonly x="$(sort /nonexistent/a)"',
    "typeset x=$(sort /nonexistent/a)",
    'f() { local x=$(sort /nonexistent/a); echo "x=$x"; }\nf',
    'local_count() { local n; declare n=$(sort /nonexistent/a); [ -z "$n" ]; }\nlocal_count',
  ],
  test: [
    "if grep -q ERROR /nonexistent/log; then echo bad; fi",
    "if grep -q ERROR /nonexistent/log; then echo bad; exit 1; else echo well; fi",
    "if sort /nonexistent/a | grep -q x; then echo bad; fi",
    "! grep ERROR /nonexistent/log",
    "! sort /nonexistent/a | grep x",
    "grep -q ERROR /nonexistent/log && echo bad\necho done",
    "while grep -q pending /nonexistent/log; do sleep 1; done",
    "while sort /nonexistent/a | grep -q pending; do sleep 1; done",
    "until ! grep -q pending /nonexistent/log; do sleep 1; done",
    "f() { grep ERROR /nonexistent/log; }\n! f",
  ],
  fallback: [
    "sort /nonexistent/a || true\necho done",
    'x=$(sort /nonexistent/a) || x=\necho "x=$x"',
    'x=$(grep -c E /nonexistent/log || true)\necho "n=$x"',
  ],
  background: ["sort /nonexistent/a &\nwait", "{ sort /nonexistent/a; } &\nwait", "sort /nonexistent/a &\nsleep 0.1"],
};

const kept = [
  "sort /nonexistent/a",
  "sort /nonexistent/a | cat",
  "sort /nonexistent/a | wc -l",
  'x=$(sort /nonexistent/a)\necho "$x"',
  'x=$(sort /nonexistent/a; true)\necho "$x"',
  "x=$(sort /nonexistent/a)\nexport x",
  'export x\nx="$(sort /nonexistent/a)"',
  'f() { local x; x=$(sort /nonexistent/a); echo "$x"; }\nf',
  "f() { sort /nonexistent/a; echo done; }\nf",
  'sort /nonexistent/a | while read -r l; do echo "$l"; done',
  'files=$(ls /nonexistent)\nfor f in $files; do echo "$f"; done',
  "for f in a b; do sort /nonexistent/$f; done",
  "sort /nonexistent/a &\nwait $!",
  'sort /nonexistent/a &\npid=$!\nwait "$pid"',
  "( sort /nonexistent/a; true )",
  "{ sort /nonexistent/a; true; }",
  '[ "$(sort /nonexistent/a)" -eq 0 ]',
  '[ "$(sort /nonexistent/a)" = ok ]',
  '[ -n "$(sort /nonexistent/a)" ]',
  "[[ $(sort /nonexistent/a | wc -l) -gt 0 ]]",
  "(( $(sort /nonexistent/a | wc -l) > 0 ))",
  "if grep -q up /nonexistent/log; then echo up; else exit 1; fi",
  "if ! grep -q up /nonexistent/log; then exit 1; fi",
  "grep -q up /nonexistent/log && echo up",
  "grep -q ERROR /nonexistent/log || exit 1",
  "grep -q ERROR /nonexistent/log || { echo bad; exit 3; }",
  "grep ERROR /nonexistent/log || [ $? -eq 1 ]",
  'rc=0\ngrep ERROR /nonexistent/log || rc=$?\n[ "$rc" -le 1 ]',
  'rc=0\ngrep ERROR /nonexistent/log || rc=$?\nif [ "$rc" -gt 1 ]; then exit 2; fi',
  "set +e\ngrep ERROR /nonexistent/log\nrc=$?\nset -e\n[ $rc -le 1 ]",
  "set +e\nsort /nonexistent/a",
  "set +o pipefail\nsort /nonexistent/a | grep x",
  'shopt -u inherit_errexit\nx=$(sort /nonexistent/a)\necho "$x"',
  "trap 'echo cleaned' EXIT\nsort /nonexistent/a",
  "trap 'exit 4' ERR\nsort /nonexistent/a",
  "trap 'rm -f /tmp/nothing.$$' EXIT ERR\nsort /nonexistent/a",
  "while ! grep -q ready /nonexistent/log; do sleep 1; done",
  "until grep -q ready /nonexistent/log; do sleep 1; done",
  "grep x <(sort /nonexistent/a)",
  "diff /etc/passwd <(sort /nonexistent/a)",
  "time sort /nonexistent/a",
  "sort /nonexistent/a > /tmp/nothing.$$ || exit 5",
];

describe("what bash shows of a failed reading", () => {
  const cases = Object.entries(lost).flatMap(([idiom, scripts]) => scripts.map((script) => ({ idiom, script })));

  test.concurrent.each(cases)("$idiom, lost: $script", ({ idiom, script }) => {
    const { status, stdout } = runBash(script);
    expect(status).toBe(0);
    expect(findLostStatuses(parseShell(script))[0]).toMatchObject({ idiom, stdout });
  });

  test.concurrent.each(kept)("shown: %s", (script) => {
    expect(runBash(script).status).not.toBe(0);
    expect(findLostStatuses(parseShell(script))).toEqual([]);
  });
});

test.each([
  ["loops in loops", `${"for i in a b c; do ".repeat(40)}cat <(sort a)${"; done".repeat(40)}`],
  ["texts that grow", `x=aa\n${"x=$x$x\n".repeat(200)}cat <(sort a)`],
  ["functions that call themselves", "f() { f; f; }\nf\ncat <(sort a)"],
  ["many readings", "cat <(sort a)\n".repeat(500)],
  ["many stars", `x=${"a".repeat(150)}\ncase $x in ${"*a".repeat(60)}b) ;; esac\ncat <(sort a)`],
])("ends: %s", { timeout: 60_000 }, (_, script) => {
  // Without a bound on what is played, some of them would take days.
  expect(findLostStatuses(parseShell(script)).length).toBeLessThanOrEqual(500);
});

test("what is started in the background, with its output in a file, reads nothing", () => {
  expect(findLostStatuses(parseShell("nohup server > server.log 2>&1 &\nsleep 1"))).toEqual([]);
});
