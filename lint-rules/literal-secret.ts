import type { SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { commandsOf } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { literalText } from "../compiler/ast/shell.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { isDummy, isIssuedToken, isSecretName } from "./support/secrets.ts";

export default defineRule({
  name: "literal-secret",
  since: "0.1.0",
  severity: "warning",
  summary: "A password, token or key written into a command",
  why: "everybody who can read the repository has it, it is in the history of every clone, and pasted it is in the process list and the shell's history",

  good: [
    {
      title: "A value, a file, a dummy, and what only looks like a secret",
      runbook: md`
        ~~~bash
        mysql -u app -p"$DB_PASSWORD" -P33577
        curl -H "Authorization: Bearer $TOKEN" https://api.example.org
        docker login -u ci --password-stdin registry.example.org < token
        vault write auth/approle/role/app secret_id_ttl=10m
        helm install x chart --set adminPassword=changeme
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "A password that works",
      runbook: md`
        ~~~bash
        mysql -u app -pT7u9-Wq2x
        curl -u app:T7u9-Wq2x https://api.net/v1
        openstack user set --password T7u9-Wq2x app
        sshpass -p Xk92mmpQ1z ssh web-1 uptime
        curl -H 'X-Api-Key: 9fK2mQ7xL4' https://api.net/v1
        vault operator unseal 7b1e0c5a9d3f48e26a0b9c8d7e6f5a4b3c2d1e0f
        ~~~
      `,
      reports: [
        "2:14-2:25 Unexpected secret written out in `mysql`, expected a value that is asked for or read from a file",
        "3:9-3:22 Unexpected secret written out in `curl`, expected a value that is asked for or read from a file",
        "4:31-4:40 Unexpected secret written out in `openstack`, expected a value that is asked for or read from a file",
        "5:12-5:22 Unexpected secret written out in `sshpass`, expected a value that is asked for or read from a file",
        "6:9-6:32 Unexpected secret written out in `curl`, expected a value that is asked for or read from a file",
        "7:23-7:63 Unexpected secret written out in `vault`, expected a value that is asked for or read from a file",
      ],
    },
  ],

  visit: {
    block({ block }, { report }) {
      for (const command of withOwnWords(commandsOf(block))) {
        for (const { text, start, end } of secretsIn(command)) {
          const isIssued = isIssuedToken(text);
          if (!isIssued && isDummy(text)) continue;
          report({
            span: spanInScript(block, start, end),
            message: `Unexpected secret written out in \`${command.words[0]?.text ?? "an assignment"}\`, expected a value that is asked for or read from a file`,
            fix: "Take it out, change it where it was used, and let the client ask or read a file that only the operator can read",
            ...(isIssued && { severity: "error" as const }),
          });
        }
      }
    },
  },
});

/** The commands and what runs them, each with the words of its own: those of `sshpass` end where `ssh` begins. */
function withOwnWords(commands: readonly SimpleCommand[]): SimpleCommand[] {
  const told = new Set<number>();
  const own = [...new Set(commands.flatMap((command) => [command, ...command.wrapperCommands.toReversed()]))].map((command) => {
    const words = command.words.filter(({ start }) => !told.has(start));
    for (const { start } of words) told.add(start);
    return { ...command, words };
  });
  return own.toSorted((a, b) => a.start - b.start);
}

interface Found {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Everything that stands where a secret would, dummies included. */
function secretsIn(command: SimpleCommand): Found[] {
  const found: Found[] = [];
  const { words } = command;
  for (const [at, { value, start, end }] of words.entries()) {
    if (at === 0 || value === null) continue;
    const add = (text: string | null | undefined): void => void (text && found.push({ text, start, end }));
    const before = words[at - 1]!.value ?? "";
    if (isValueOption(before, command)) add(value.startsWith("-") ? null : value);
    add(joinedSecret(value, command));
    if (isUnsealKey(value, command)) add(value);
    add(urlPassword(value));
    if (isIssuedToken(value)) add(value);
  }
  for (const { name, value, pos, end } of command.assignments) {
    if (name === undefined || value?.type !== "Word" || !isSecretName(name)) continue;
    const text = literalText(value);
    if (text !== null && command.wrappers.length === 0)
      found.push({ text, start: command.start + pos - firstPos(command), end: command.start + end - firstPos(command) });
  }
  return found;
}

/** Offsets of assignments count in the text that was parsed; the command begins with its first one. */
function firstPos({ assignments }: SimpleCommand): number {
  return assignments[0]!.pos;
}

/** Options whose value stands in the next word and is a secret. */
function isValueOption(option: string, { name }: SimpleCommand): boolean {
  if (option.startsWith("--")) return option !== "--secret" && !option.includes("=") && isSecretName(option);
  return (option === "-p" && (name === "sshpass" || name === "docker" || name === "podman")) || (option === "-a" && name === "redis-cli");
}

const mysqlClients = ["mysql", "mysqldump", "mysqladmin", "mysqlshow", "mysqlimport", "mariadb", "mariadb-dump", "mysqlcheck"];

/** A secret in the same word: `--password=x`, `-px`, `app:x` behind `-u`, `Authorization: Bearer x`, `key=x`. */
function joinedSecret(value: string, { name, words }: SimpleCommand): string | null {
  if (name !== null && mysqlClients.includes(name)) return value.startsWith("-p") && !value.startsWith("-P") ? value.slice(2) : null;
  if (name === "curl") {
    const before = words[words.findIndex((word) => word.value === value) - 1]?.value;
    if ((before === "-u" || before === "--user") && value.includes(":")) return value.slice(value.indexOf(":") + 1);
  }
  if (name === "sshpass" && /^-p./.test(value)) return value.slice(2);
  const header = /^([A-Za-z0-9-]+):\s*(\S+)$/.exec(value);
  if (header !== null && isSecretName(header[1]!)) return header[2]!;
  const bearer = !/^a/i.test(value) ? null : /^authorization:\s*(?:bearer|token|basic)\s+(\S+)$/i.exec(value);
  if (bearer !== null) return bearer[1]!;
  const equals = value.lastIndexOf("=");
  if (equals <= 0) return null;
  const key = value.slice(0, equals).split("=").at(-1)!;
  return isSecretName(key) && !/[\s'"{,]/.test(key) ? value.slice(equals + 1) : null;
}

/** A share of the key: hexadecimal, or base64 of as many bytes. */
function isUnsealKey(value: string, { name, words }: SimpleCommand): boolean {
  if ((name !== "vault" && name !== "bao") || words[1]?.value !== "operator" || words[2]?.value !== "unseal") return false;
  return /^(?:[0-9a-f]{40,}|[A-Za-z0-9+/]{43,}={0,2})$/.test(value);
}

/** `https://user:password@host`, and a token in the place of the user. */
function urlPassword(value: string): string | null {
  const match = !value.includes("@") ? null : /^[a-z][a-z0-9+.-]*:\/\/([^/@:\s]+)(?::([^/@\s]+))?@/.exec(value);
  if (match === null) return null;
  return match[2] ?? (isIssuedToken(match[1]!) ? match[1]! : null);
}
