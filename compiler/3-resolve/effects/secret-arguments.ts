/**
 * Words of an argv that are secrets by the option or key in front of them, whatever the client. A file that holds the
 * secret (`--password-file`) and a word without a value (`mysql -p` asks) are none.
 */
import type { CommandFact } from "../../ast/analysis.ts";
import { readArguments, type CommandOption } from "../../ast/shell-arguments.ts";
import type { CommandWord, SimpleCommand } from "../../ast/shell-commands.ts";
import { words, type Client } from "./client.ts";

/** Options of so many clients that they need no entry of their own. */
const secretOptions: readonly string[] = words(`
  --password, --passwd, --passphrase, --os-password, --os-token, --token, --secret-key, --secret-access-key,
  --api-key, --apikey, --access-token, --auth-token, --client-secret, --private-key-passphrase, --admin-password,
  --root-password, --db-password, --new-password, --old-password, --user-password, --vault-token, --registry-password
`);

/** The end of a key: `root-password=x`, `api_token=x`. */
const secretKeys: readonly string[] = [
  "password",
  "passwd",
  "passphrase",
  "secret",
  "token",
  "api-key",
  "api_key",
  "secret_key",
  "secret-key",
];

/** Clients whose `key=value` operands are theirs, so that the key says what the value is. */
const withKeys: readonly string[] = [
  "juju",
  "vault",
  "bao",
  "maas",
  "kubectl",
  "helm",
  "crm",
  "pcs",
  "snap",
  "docker",
  "ansible",
  "rabbitmqctl",
];

/** Clients with options of that name whose value is no secret. */
const harmless: Readonly<Record<string, readonly string[]>> = { git: ["--token"], "ssh-keygen": ["--token"] };

export function secretArguments(command: SimpleCommand, client: Client | null): CommandFact[] {
  const name = command.name!;
  const known = client?.secretOptions ?? [];
  const entries = [...known, ...secretOptions.filter((option) => harmless[name]?.includes(option) !== true)];
  const style = {
    ...client,
    valueOptions: [...(client?.valueOptions ?? []), ...entries.filter((entry) => client?.joinedOptions?.includes(entry) !== true)],
  };
  const { options, operands } = readArguments(command.words.slice(1), style);
  const given = options.flatMap((option) => secretOption(option, entries, command, client));
  const keyed = withKeys.includes(name) ? operands.filter(hasSecretKey) : [];
  return [
    ...given,
    ...keyed.map((word): CommandFact => ({ ...factFor(command, word), by: word.text.slice(0, word.text.indexOf("=")), start: word.start })),
  ];
}

function secretOption(option: CommandOption, entries: readonly string[], command: SimpleCommand, client: Client | null): CommandFact[] {
  const { name, valueWord, word } = option;
  if (!entries.includes(name) || valueWord === null || isEmptyValue(option)) return [];
  if (client?.secretBehind?.includes(name) === true && option.value !== null && !option.value.includes(":")) return [];
  return [{ ...factFor(command, valueWord), by: name, start: word.start }];
}

/** `--password=''`, and what asks or points to a file: `--password -`, `--password @file`, `prompt`. */
function isEmptyValue({ value }: CommandOption): boolean {
  return value !== null && (value === "" || value === "-" || value.startsWith("@") || value.startsWith("-"));
}

function factFor(command: SimpleCommand, word: CommandWord): CommandFact {
  return { kind: "secretArgument", command, name: command.name!, by: "", word, start: word.start, end: word.end };
}

function hasSecretKey({ text }: CommandWord): boolean {
  const equals = text.indexOf("=");
  if (equals <= 0 || equals === text.length - 1) return false;
  const key = text.slice(0, equals).toLowerCase();
  return secretKeys.some(
    (ending) => key === ending || key.endsWith(`-${ending}`) || key.endsWith(`_${ending}`) || key.endsWith(`.${ending}`),
  );
}
