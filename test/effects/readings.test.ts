/** The forms of readings hold no inventions: what they name is in the `--help` of the client, where it is installed. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../compiler/3-resolve/effects/catalogue/index.ts";
import { closedReadings } from "../../compiler/3-resolve/effects/catalogue/reads/closed.ts";
import { readingForm, readingTexts } from "../../compiler/3-resolve/effects/reading-form.ts";
import { wrappers } from "../../compiler/ast/shell-wrappers.ts";

/** How a client is asked for its options, where it is not `--help`. */
const asked: Readonly<Record<string, readonly string[]>> = {
  curl: ["curl", "--help", "all"],
  kubectl: ["kubectl", "options"],
};

const help = new Map<string, string>();

function helpOf(words: readonly string[]): string {
  const key = words.join(" ");
  if (!help.has(key)) {
    const [program, ...rest] = asked[key] ?? [...words, words[0] === "terraform" || words[0] === "openssl" ? "-help" : "--help"];
    const { stdout, stderr } = spawnSync(program!, rest, {
      encoding: "utf8",
      timeout: 60_000,
      env: { ...process.env, LC_ALL: "C.UTF-8", PAGER: "cat" },
    });
    help.set(key, `${stdout}\n${stderr}`);
  }
  return help.get(key)!;
}

/** Clients whose `--help` lists every long option. */
const listing = [
  ..."cat tac head tail wc cut paste column fold fmt nl join comm expand unexpand od hexdump diff cmp sdiff base64 md5sum sha256sum b2sum".split(
    " ",
  ),
  ..."sum seq numfmt basename dirname readlink realpath stat file ls look sort shuf uniq date tee sed grep tar gzip xz bzip2 find".split(
    " ",
  ),
  ..."df du free uptime vmstat lscpu lsblk blkid findmnt w who last lslogins uname id tty locale nproc hostname dmesg getent lsns lslocks".split(
    " ",
  ),
  ..."lsipc ipcs pmap slabtop namei objdump readelf nm uuidgen mcookie pgrep netstat ss dpkg-query systemctl journalctl hostnamectl".split(
    " ",
  ),
  ..."timedatectl loginctl localectl networkctl systemd-cgls systemd-cgtop systemd-path systemd-detect-virt curl wget psql pg_dump".split(
    " ",
  ),
  ..."pg_isready ansible ansible-inventory ansible-doc ansible-playbook openstack docker kubectl".split(" "),
  ..."sudo su runuser env nice ionice stdbuf timeout chroot nsenter xargs watch".split(" "),
];

const isInstalled = (name: string): boolean => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;

/** Where else the options of a form are listed: it is one for several commands. */
const also: Readonly<Record<string, readonly string[]>> = {
  "kubectl top": ["kubectl top nodes", "kubectl top pods"],
  "kubectl create": [
    "kubectl create secret generic",
    "kubectl create secret tls",
    "kubectl create secret docker-registry",
    "kubectl create configmap",
    "kubectl create deployment",
    "kubectl create rolebinding",
    "kubectl create role",
    "kubectl create service clusterip",
    "kubectl create service externalname",
    "kubectl create cronjob",
    "kubectl create quota",
    "kubectl create ingress",
  ],
  "kubectl set": ["kubectl set image", "kubectl set env", "kubectl set resources"],
  ansible: ["ansible-playbook"],
  pg_dump: ["pg_dumpall"],
};

/** Changes with `--dry-run` share their options. */
const dryRuns = ["kubectl apply", "kubectl delete", "kubectl patch", "kubectl drain", "kubectl run", "kubectl label"];
const isDryRun = (words: string): boolean => words.startsWith("kubectl ") && readingTexts().get(words)!.startsWith("--dry-run");

/** In the manual, in an older version or in a client that shares the form (podman, nerdctl, `oc rsh`), not in the help. */
const unlisted: readonly string[] = [
  ...["--old-line-format", "--new-line-format", "--unchanged-line-format"].map((option) => `diff ${option}`),
  ...["pg_dump --no-acl", "docker --namespace", "kubectl version --short", "kubectl exec --shell"],
  ...["--no-tty", "--index", "--file", "--project-name"].map((option) => `docker exec ${option}`),
];

/** Options of the form that none of the commands which share it lists. */
function inventionsOf(commands: readonly string[]): string[] {
  const [first = ""] = commands;
  const related = commands.flatMap((words) => [words, words.split(" ")[0]!, ...(also[words] ?? []), ...(isDryRun(words) ? dryRuns : [])]);
  const text = related.map((words) => helpOf(words.split(" "))).join("\n");
  return [...readingForm(first)!.options.keys()].filter(
    (option) => option.startsWith("--") && !isNamed(option, text) && !unlisted.includes(`${first} ${option}`),
  );
}

function isNamed(option: string, text: string): boolean {
  const bare = option.replace(/^--(no-)?/, "");
  return new RegExp(`--(\\[no-\\]|\\[no\\])?(no-)?${bare.replaceAll(/[.+]/g, "\\$&")}(?![\\w-])`).test(text);
}

/** Verbs that the client of that name does not have; they are those of `oc`. */
const foreign = /^kubectl (status|projects|whoami|adm top)$|^docker (compose|buildx)/;

describe("every long option is one of the installed client", () => {
  const verbs = [...readingTexts().keys()].filter((words) => /^(kubectl|docker|terraform) /.test(words) && !foreign.test(words));
  const groups = Map.groupBy([...listing, ...verbs], (words) => `${words.split(" ")[0]} ${readingTexts().get(words)}`);
  for (const commands of groups.values()) {
    const [program = ""] = commands[0]!.split(" ");
    const isHere = isInstalled(program);
    const title = `${commands.join(", ")}${isHere ? "" : " (SKIPPED: not installed here)"}`;
    test.skipIf(!isHere)(title, () => expect(inventionsOf(commands)).toEqual([]));
  }
});

describe("a closed reading names every long option that the client has", () => {
  for (const label of closedReadings) {
    const [program = ""] = label.split(" ");
    const isHere = listing.includes(program) && isInstalled(program);
    test.skipIf(!isHere)(`${label}${isHere ? "" : " (SKIPPED: not installed here, or its help is no list)"}`, () => {
      const options = [...helpOf(label.split(" ")).matchAll(/(?<=[\s,])--[a-z][a-z0-9-]*/g)].map(([option]) => option);
      const forms = [readingForm(program), readingForm(label)];
      const unnamed = options.filter((option) => !forms.some((form) => form?.options.has(option)));
      expect([...new Set(unnamed)].filter((option) => !["--help", "--version", "--usage"].includes(option))).toEqual([]);
    });
  }
});

test("every form belongs to a client of the catalogue", () => {
  const names = [...readingTexts().keys()].map((words) => words.split(" ")[0]!);
  const others = ["ash", "busybox", "docker-compose"];
  expect([...new Set(names)].filter((name) => !catalogue.has(name) && !others.includes(name))).toEqual([]);
});

test("a form's verb is a verb of its client that can be a reading", () => {
  const unknown = [...readingTexts().keys()].filter((words) => {
    const [name = "", ...rest] = words.split(" ");
    const verb = rest.join(" ");
    const verbs = catalogue.get(name)?.verbs;
    const isWrapper = wrappers.some((wrapper) => wrapper.words.join(" ") === words);
    return !(
      verb === "" ||
      verb === "*" ||
      verb === "json.tool" ||
      verbs === undefined ||
      isWrapper ||
      Object.keys(verbs).some((known) => known === verb || known.endsWith(` ${verb}`))
    );
  });
  expect(unknown).toEqual([]);
});

test("a wrapper takes the values that its form says, so that none of them is taken for the command", () => {
  const wrong = wrappers.flatMap((wrapper) => {
    const words = wrapper.words.join(" ");
    return [...(readingForm(words)?.options ?? [])]
      .filter(([name, arity]) => (arity === "one") !== (wrapper.valueOptions?.includes(name) === true) && name !== wrapper.scriptOption)
      .map(([name]) => `${words} ${name}`);
  });
  expect(wrong).toEqual([]);
});
