/** Variables that a block sets, and those that it needs to be set. */
import { expect, test } from "vitest";
import { collectVariables } from "../../compiler/3-resolve/variables.ts";
import { shellBlock } from "../helpers/shell-block.ts";

const collect = (script: string): string =>
  collectVariables(shellBlock(script))
    .map(({ name, action }) => (action === "sets" ? `=${name}` : name))
    .join(" ");

test.each([
  ['A=1; echo $A "${B}"', "=A A B"],
  ["A+=x B=(c $D)", "=A =B D"],
  ["echo ${A:-x} ${B-} ${C:+y} ${D:?no} ${E:=z} ${F=}", "=E =F"],
  ["echo ${A:-$B}", "B"],
  ["echo ${#A} ${B#x} ${C/x/y} ${D^} ${E@Q} ${F[0]} ${G[@]} ${!H} ${!I@}", "A B C D E F G H"],
  ["echo $1 $# $@ $? $$ $! $- ${10} $_", "_"],
  ["for a in $b; do echo $a; done", "=a b a"],
  ["while IFS= read -r a b; do :; done < $f", "=IFS =a =b f"],
  ["read -rp 'go? ' -a words; read; mapfile -t lines; mapfile", "=words =REPLY =lines =MAPFILE"],
  ["printf -v x %s 1; export A=1 B; declare c; local d=2; readonly E; getopts ab o; let n=1", "=x =A =c =d =E =OPTARG =OPTIND =o =n"],
  ["((a = b + 1, c++, d += e))", "=a b c =c d =d e"],
  ["echo $((a + $b + ${c} + d[e]))", "a b c d"],
  ["for ((i = 0; i < n; i++)); do :; done", "=i i n i =i"],
  ["a[i]=1; declare -A t; t[key]=1; echo ${t[key]} ${s:o:1}", "=a i =t =t t s o"],
  ["[[ -v a && -n $b ]]", "b"],
  ["exec {fd}> /dev/null; coproc job { :; }", "=fd =job"],
  ['source ~/admin-openrc; . x; eval "$y"', "=* =* =* y"],
  ["jq --arg a \"$A\" '.x[$a]' f; ssh h 'echo $x' \"$y\"", "A y"],
  ["bash -c 'read inner; echo $inner' bash; command read outer", "=outer"],
  ["cat <<E\n$a \\$b\nE\ncat <<'E'\n$c\nE", "a"],
  ["x=`echo \\`echo $q\\``", "=x q"],
  ["juju refresh <app> $v<app> $((<n> + 1))", "v"],
  ["# $a\necho \\$b '$c' $'$d'", ""],
])("%j", (script, expected) => expect(collect(script)).toBe(expected));

test("positions are those of the names", () => {
  const script = 'A=1; echo "${B:1}" $C; read -r d';
  expect(collectVariables(shellBlock(script)).map(({ name, start, end }) => [name, script.slice(start, end)])).toEqual([
    ["A", "A"],
    ["B", "B"],
    ["C", "C"],
    ["d", "d"],
  ]);
});
