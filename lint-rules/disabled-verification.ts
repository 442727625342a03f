import { commandsOf, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript, type ShellBlock } from "../compiler/ast/shell-block.ts";
import { literalText, walkShell } from "../compiler/ast/shell.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "disabled-verification",
  since: "0.1.0",
  severity: "warning",
  summary: "An option that stops the client from checking whom it talks to",
  why: "whoever sits between gets the password, the token or the commands, and a certificate that has expired is not noticed",

  good: [
    {
      title: "The certificate of the site's own authority; a server on this host",
      runbook: md`
        ~~~bash
        curl --cacert ca.pem https://api.example.org
        curl -sk https://localhost:6443/healthz
        ssh -o StrictHostKeyChecking=accept-new web-1 uptime
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "Whoever answers is believed",
      runbook: md`
        ## 1. Look

        CHECK -- local

        ~~~bash
        curl -sk https://api.example.org/token
        ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null web-1 uptime
        export VAULT_SKIP_VERIFY=true
        ~~~
      `,
      reports: [
        "6:6-6:9 Unexpected `-k` of `curl`, expected the other side to be verified",
        "7:8-7:32 Unexpected `StrictHostKeyChecking=no` of `ssh`, expected the other side to be verified",
        "8:8-8:30 Unexpected `VAULT_SKIP_VERIFY=true` of `vault`, expected the other side to be verified",
      ],
    },
  ],

  visit: {
    block({ block, facts, role }, { report }) {
      const known = facts.flatMap(({ kind, command, by, name, start, end }) =>
        kind === "bypassesTrust" && !isLocal(command) && !others.includes(name.split(" ")[0]!)
          ? [{ option: by, client: name.split(" ")[0]!, word: { start, end } }]
          : [],
      );
      const found: Bypass[] = [];
      const read = marks.some((mark) => block.script.includes(mark));
      const byClient = read ? commandsOf(block).flatMap((command) => (isLocal(command) ? [] : (bypassOf(command) ?? []))) : [];
      // Told once a place, by whoever knows it first.
      const told = new Uint8Array(block.script.length);
      for (const bypass of [...byClient, ...(read ? bypassesInTree(block) : []), ...known]) {
        const { start, end } = bypass.word;
        if (told.subarray(start, end).includes(1)) continue;
        told.fill(1, start, end);
        found.push(bypass);
      }
      for (const { option, client, word } of found) {
        report({
          span: spanInScript(block, word.start, word.end),
          message: `Unexpected \`${option}\` of \`${client}\`, expected the other side to be verified`,
          fix:
            client === "ssh"
              ? "Put the host's key into known_hosts first, or write `StrictHostKeyChecking=accept-new`"
              : "Name the authority that signed its certificate, for example `--cacert FILE`",
          // A page of somebody's explains the option, more often than not with its risk; a procedure uses it.
          ...(role === "loose" && { severity: "info" as const }),
        });
      }
    },
  },
});

interface Bypass {
  readonly option: string;
  readonly client: string;
  readonly word: { readonly start: number; readonly end: number };
}

/** Clients whose `--insecure` is about something else: `step` writes a key without a password. */
const others: readonly string[] = ["step"];

/** Without one of these there is nothing to find, and the tree need not be walked. */
const marks: readonly string[] = [
  "curl",
  "nsecure",
  "check-certificate",
  "skip-verify",
  "HostKeyChecking",
  "verify-ssl",
  "trusted-host",
  "sslVerify",
  "VERIFY",
  "NODE_TLS_REJECT_UNAUTHORIZED",
];

/** Variables that have this meaning, with their values. */
const variables: readonly { readonly name: string; readonly off: RegExp; readonly client: string }[] = [
  { name: "VAULT_SKIP_VERIFY", off: /^(1|t|true)$/i, client: "vault" },
  { name: "BAO_SKIP_VERIFY", off: /^(1|t|true)$/i, client: "bao" },
  { name: "NOMAD_SKIP_VERIFY", off: /^(1|t|true)$/i, client: "nomad" },
  { name: "CONSUL_HTTP_SSL_VERIFY", off: /^(0|f|false)$/i, client: "consul" },
  { name: "PYTHONHTTPSVERIFY", off: /^0$/, client: "python" },
  { name: "NODE_TLS_REJECT_UNAUTHORIZED", off: /^0$/, client: "node" },
  { name: "GIT_SSL_NO_VERIFY", off: /^(1|true|yes|on)$/i, client: "git" },
];

/** Options that have this meaning, by client; `null` where they have it for every client. */
const options: readonly { readonly option: string; readonly clients: readonly string[] | null }[] = [
  {
    option: "--insecure",
    clients: ["curl", "openstack", "nova", "cinder", "glance", "neutron", "argocd", "mc", "oc", "kubectl", "roachprod"],
  },
  { option: "--no-check-certificate", clients: ["wget"] },
  { option: "--insecure-skip-tls-verify", clients: null },
  { option: "--insecure-skip-tls-verify=true", clients: null },
  { option: "--kubelet-insecure-tls", clients: null },
  { option: "-tls-skip-verify", clients: ["vault", "bao", "consul", "nomad"] },
  { option: "--tls-skip-verify", clients: ["vault", "bao", "consul", "nomad"] },
  { option: "--no-verify-ssl", clients: ["aws"] },
  { option: "--trusted-host", clients: ["pip", "pip3"] },
  { option: "http.sslVerify=false", clients: ["git"] },
];

function bypassOf(command: SimpleCommand): Bypass | null {
  const { words, name } = command;
  const client = (name ?? "").split("/").at(-1)!;
  for (const [at, word] of words.entries()) {
    const { value } = word;
    if (at === 0 || value === null) continue;
    if (client === "curl" && isShortCluster(value, "k") && !takesValue(words[at - 1]!.value)) return { option: "-k", client, word };
    const known = options.find((entry) => entry.option === value && (entry.clients === null || entry.clients.includes(client)));
    if (known !== undefined) return { option: known.option, client, word };
  }
  return null;
}

/** `ssh host command` is looked through, so the options of `ssh` itself are read off the tree; variables stand anywhere. */
function bypassesInTree(block: ShellBlock): Bypass[] {
  const found: Bypass[] = [];
  walkShell(block.syntax, (node) => {
    if (node.type !== "Command") return;
    for (const part of [...node.prefix, ...node.args]) {
      if (part.type !== "Assignment" && part.type !== "Word") continue;
      const { text, pos, end } = part;
      const variable = variables.find(({ name, off }) => text.startsWith(`${name}=`) && off.test(text.slice(name.length + 1)));
      if (variable !== undefined) found.push({ option: text, client: variable.client, word: { start: pos, end } });
    }
    for (const word of node.args) {
      const value = word.type === "Word" ? literalText(word) : null;
      const option = value?.replace(/^-o/, "") ?? "";
      if (/^StrictHostKeyChecking[= ](no|off)$/i.test(option))
        found.push({ option, client: "ssh", word: { start: word.pos, end: word.end } });
    }
  });
  return found;
}

/** `-k`, `-sk`, `-kLO`: letters only, so that `-H` and its value are not taken for it. */
function isShortCluster(value: string, letter: string): boolean {
  return /^-[A-Za-z]{1,6}$/.test(value) && value.includes(letter);
}

/** The word behind these is their value. */
function takesValue(option: string | null): boolean {
  return option !== null && ["-H", "-d", "-u", "-X", "-o", "-w", "-e", "-A"].includes(option);
}

/** The other side is this host itself. */
function isLocal({ words }: SimpleCommand): boolean {
  return words.some(({ text }) => /^["']?(https?:\/\/)?(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(text));
}
