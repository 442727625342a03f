/** What is known of a command beside its effect, and that a command in doubt has no such fact. */
import { describe, expect, test } from "vitest";
import type { CommandFactKind } from "../../compiler/ast/analysis.ts";
import { collectFacts } from "../../compiler/3-resolve/effects/facts.ts";
import { shellBlock } from "../helpers/shell-block.ts";

/** `kind name: by`, the text it stands at where that is not all of the script. */
function facts(script: string): string[] {
  return collectFacts(shellBlock(script)).map(
    ({ kind, name, by, word }) => `${kind} ${name}: ${by}${word === null ? "" : ` = ${word.text}`}`,
  );
}

test.each<[string, string[]]>([
  ["curl -sk https://x", ["bypassesTrust curl: -k"]],
  ["curl --insecure=false https://x", []],
  ["curl -u admin:secret http://x", ["secretArgument curl: -u = admin:secret"]],
  ["curl -u admin http://x", []],
  ['curl -u "admin:$PW" http://x', ['secretArgument curl: -u = "admin:$PW"']],
  ["ssh -o StrictHostKeyChecking=no h ls </dev/null", ["bypassesTrust ssh: -o StrictHostKeyChecking=no"]],
  ["ssh h ls", ["readsStdin ssh: ssh"]],
  ["ssh -n h ls", []],
  ["echo a | ssh h ls", []],
  ["ssh h 2>/dev/null ls", ["readsStdin ssh: ssh"]],
  ["ssh h", ["interactive ssh: ssh", "readsStdin ssh: ssh"]],
  ["ssh --help", []],
  ["ssh h 'ls; rm x'", ["readsStdin ssh: ssh"]],
  ["juju ssh u/0 -- ls", ["readsStdin juju ssh: ssh"]],
  ["juju remove-application x --force </dev/null", ["destructive juju remove-application: --force"]],
  ["juju run u/0 set-password password=abc", ["secretArgument juju: password = password=abc"]],
  ["juju status", []],
  ["openstack server list", ["readsStdin openstack server list: openstack"]],
  ["openstack server delete x </dev/null", ["destructive openstack server delete: delete"]],
  ["openstack user create --password p u </dev/null", ["secretArgument openstack: --password = p"]],
  ['openstack user create --password="$P" u </dev/null', ['secretArgument openstack: --password = --password="$P"']],
  ["openstack user create --password-prompt u </dev/null", ["interactive openstack user create: --password-prompt"]],
  ["kubectl delete pod x --dry-run=client", []],
  ["kubectl delete pod x", ["destructive kubectl delete: delete"]],
  ["maas admin machine power-parameters abc", ["printsSecret maas admin machine power-parameters: power-parameters"]],
  ["vault operator init", ["printsSecret vault operator init: operator init"]],
  ["foo --password abc", ["secretArgument foo: --password = abc"]],
  ["foo --password-file abc", []],
  ["foo --password", []],
  ["ssh() { :; }; ssh h", []],
])("%j", (script, expected) => expect(facts(script).toSorted()).toEqual(expected.toSorted()));

describe("places", () => {
  test.each<[string, CommandFactKind, string]>([
    ["ls; curl -s -k http://x", "bypassesTrust", "-k"],
    ["ssh -o StrictHostKeyChecking=no h ls", "bypassesTrust", "-o StrictHostKeyChecking=no"],
    ["foo --password abc x", "secretArgument", "--password abc"],
    ["ls && juju destroy-model x", "destructive", "juju destroy-model x"],
  ])("%j", (script, kind, text) => {
    const fact = collectFacts(shellBlock(script)).find((candidate) => candidate.kind === kind)!;
    expect(script.slice(fact.start, fact.end)).toBe(text);
  });
});
