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
        ~~~
      `,
      reports: [
        "2:14-2:25 Unexpected secret written out in `mysql`, expected a value that is asked for or read from a file",
        "3:9-3:22 Unexpected secret written out in `curl`, expected a value that is asked for or read from a file",
        "4:31-4:40 Unexpected secret written out in `openstack`, expected a value that is asked for or read from a file",
      ],
    },
  ],

  visit: {
    block({ block }, { report }) {
      for (const command of commandsOf(block)) {
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
  const bearer = !/^a/i.test(value) ? null : /^authorization:\s*(?:bearer|token|basic)\s+(\S+)$/i.exec(value);
  if (bearer !== null) return bearer[1]!;
  const equals = value.lastIndexOf("=");
  if (equals <= 0) return null;
  const key = value.slice(0, equals).split("=").at(-1)!;
  return isSecretName(key) && !/[\s'"{,]/.test(key) ? value.slice(equals + 1) : null;
}

/** `https://user:password@host` */
function urlPassword(value: string): string | null {
  const match = !value.includes("@") ? null : /^[a-z][a-z0-9+.-]*:\/\/[^/@:\s]+:([^/@\s]+)@/.exec(value);
  return match === null ? null : match[1]!;
}
