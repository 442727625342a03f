/** Where secrets leave the shell, followed from where they come from. */
import { expect, test } from "vitest";
import { collectFacts } from "../../compiler/3-resolve/effects/facts.ts";
import { followSecrets } from "../../compiler/3-resolve/data-flow/index.ts";
import { analyseText } from "../helpers/analyse-text.ts";
import { shellBlock } from "../helpers/shell-block.ts";

/** `name (source) -> sink by`, with the file that is written. */
const show = (flows: ReturnType<typeof followSecrets>): string[] =>
  flows.map(({ name, source, sink, by, file }) => `${name} (${source}) -> ${sink} ${by}${file === null ? "" : ` ${file.text}`}`);
const flows = (script: string, taints = new Map()): string[] => {
  const block = shellBlock(script);
  return show(followSecrets({ block, placeholders: [], facts: collectFacts(block) }, taints));
};

test.each<[string, string[]]>([
  ['read -rsp "Password: " pw; mysql -u root -p"$pw"', ["pw (read) -> argv mysql"]],
  ['read -rs pw; export PW=$pw; curl -H "X: $PW" http://x', ["PW (read) -> argv curl"]],
  ["read -r pw; curl $pw", []],
  ["read -rs pw; pw=other; curl $pw", []],
  ['read -rs pw; echo "$pw"', ["pw (read) -> output echo"]],
  ['read -rs pw; echo "$pw" > f', ["pw (read) -> file echo f"]],
  ['read -rs pw; echo "$pw" > /dev/null', []],
  ['read -rs pw; echo "$pw" | chpasswd', []],
  ['read -rs pw; echo "$pw" | sudo tee -a f', ["pw (read) -> file tee f"]],
  ['read -rs pw; chpasswd <<< "root:$pw"', []],
  ["read -rs pw; cat > f <<EOF\na=$pw\nEOF", ["pw (read) -> file cat f"]],
  ["read -rs pw; cat > f <<'EOF'\na=$pw\nEOF", []],
  ['read -rs pw; ssh h "login $pw"', ["pw (read) -> remoteCommand ssh"]],
  ["read -rs pw; ssh h 'login $pw'", []],
  ['read -rs pw; kubectl exec p -- login "$pw"', ["pw (read) -> remoteCommand login"]],
  ['read -rs pw; sudo -u x env A="$pw" make', ["pw (read) -> argv sudo"]],
  ['read -rs pw; A="$pw" make', []],
  ['read -rs pw; set -x; test "$pw"', ["pw (read) -> output set -x"]],
  ['read -rs pw; test "${#pw}" -gt 8 && echo "${pw:+set}"', []],
  ['read -rs pw; b=$(echo "$pw" | base64); foo "$b"', ["b (read) -> argv foo"]],
  ['read -rs pw; n=$(echo "$pw" | wc -c); foo "$n"', []],
  ['t=$(vault kv get -field=x secret/a); foo "$t"', ["t (command) -> argv foo"]],
  ['foo "$(pass show a)"', ["pass show (command) -> argv foo"]],
  [
    'vault kv get a > /tmp/pw; mysql -p"$(cat /tmp/pw)"',
    ["vault kv get (command) -> file vault /tmp/pw", "vault kv get (command) -> argv mysql"],
  ],
  ['read -rs pw; echo "$pw" > f; foo "$(< f)"', ["pw (read) -> file echo f", "pw (read) -> argv foo"]],
  ['vault kv get a > f; date > f; foo "$(cat f)"', ["vault kv get (command) -> file vault f"]],
  ["vault operator init > keys", ["vault operator init (command) -> file vault keys"]],
  ['curl -H "Authorization: Bearer $TOKEN" http://x', ["TOKEN (name) -> argv curl"]],
  ["curl $TOKEN_FILE", []],
  ["{ echo $DB_PASSWORD; } > f", ["DB_PASSWORD (name) -> file echo"]],
])("%j", (script, expected) => expect(flows(script)).toEqual(expected));

test("a terminal hands its variables on to the next block", () => {
  const terminal = new Map();
  expect(flows("read -rs pw", terminal)).toEqual([]);
  expect(flows('foo "$pw"', terminal)).toEqual(["pw (read) -> argv foo"]);
});

test("a secret value is followed from its placeholder, a SESSION's variables into the blocks behind it", async () => {
  const fence = (text: string): string => `~~~bash\n${text}\n~~~\n`;
  const text = [
    "# Rotate\n\n## Parameters\n\n| Parameter | Type | Meaning |\n|---|---|---|\n| `<key>` | secret | the new key |\n\n## Step 1 - rotate\n",
    `SESSION --\n\n${fence("read -rs pw")}`,
    `CHECK --\n\n${fence("foo <key>")}`,
    `CHECK --\n\n${fence('bar "$pw"')}`,
  ].join("\n");
  const { analysis } = await analyseText(text);
  expect(analysis!.blocks.flatMap(({ secretFlows }) => show([...secretFlows]))).toEqual([
    "key (parameter) -> argv foo",
    "pw (read) -> argv bar",
  ]);
});
