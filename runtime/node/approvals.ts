/**
 * Questions to the second person and their answers as files, in `<state>/approvals/<run>/`. The group of the state folder
 * may read the questions, and add answers to the folder below them, where nobody can remove or replace the file of another.
 * Who answered is what the file system says of the file's owner; the name in it must be another one too.
 */
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { ApprovalRequest, SecondWord, type Approvals, type Identity } from "../approvals.ts";
import { StoreFailure } from "../ports.ts";
import { syncFolder, writeDurably } from "./durable-files.ts";

/** `rwxr-s---` and `rwxrws--T`: the group may look; the group may add files, and remove only its own. */
const modes = { questions: 0o2750, answers: 0o3770 };
const maximumAnswerBytes = 8192;
const requestEnd = ".request.json";

export function ownIdentity(): Identity {
  const { username, uid } = userInfo();
  return { user: username, uid, host: hostname() };
}

const questionsOf = (stateFolder: string, runId: string): string => join(stateFolder, "approvals", runId);
const answersOf = (stateFolder: string, runId: string): string => join(questionsOf(stateFolder, runId), "answers");

/** The mode of a folder that was made for a group: what lies in it is the group's too. A plain folder has its maker's own. */
const sharedMode = 0o2010;

/** Why no other login could answer from here; `null` where one can. */
export function whyUnshared(stateFolder: string): string | null {
  const { mode } = statSync(stateFolder);
  if ((mode & sharedMode) === sharedMode) return null;
  return (
    `\`two-person\` needs a state folder that a second login can enter, and \`${stateFolder}\` is open to one login alone: ` +
    "make one for a group, `install -d -m 2770 -g GROUP FOLDER`, and name it in RUNGATE_STATE"
  );
}

/** For the runner, which holds the run's lock: what an earlier one asked is void. */
export function openApprovals(stateFolder: string, runId: string): Approvals {
  const folder = questionsOf(stateFolder, runId);
  const self = ownIdentity();
  rmSync(folder, { recursive: true, force: true });
  return {
    self,
    ask: async (request) => {
      try {
        share(join(stateFolder, "approvals"), modes.questions);
        share(folder, modes.questions);
        share(answersOf(stateFolder, runId), modes.answers);
        const path = join(folder, `${request.id}${requestEnd}`);
        writeDurably(path, `${JSON.stringify(request)}\n`, 0o640);
        chmodSync(path, 0o640);
      } catch (error) {
        throw new StoreFailure(error instanceof Error ? error.message : String(error));
      }
    },
    answers: async (request) => readAnswers(answersOf(stateFolder, runId), request),
    withdraw: async (request) => rmSync(join(folder, `${request}${requestEnd}`), { force: true }),
  };
}

function share(folder: string, mode: number): void {
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  if (statSync(folder).uid === userInfo().uid) chmodSync(folder, mode);
}

/** What cannot be read whole is no answer: it may still be on its way, or somebody else's file. */
function readAnswers(folder: string, request: string): SecondWord[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${request}-`) && name.endsWith(".json"))
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      try {
        const { uid, size } = lstatSync(path);
        if (!lstatSync(path).isFile() || size > maximumAnswerBytes) return [];
        const word = SecondWord.safeParse(JSON.parse(readFileSync(path, "utf8")));
        return word.success ? [{ ...word.data, by: { ...word.data.by, uid } }] : [];
      } catch {
        return [];
      }
    });
}

/** The questions that wait, of every run whose id holds `name`. Throws where this login may not read them. */
export function findRequests(stateFolder: string, name: string): ApprovalRequest[] {
  const all = join(stateFolder, "approvals");
  return namesIn(all)
    .filter((runId) => runId.includes(name))
    .toSorted()
    .flatMap((runId) => {
      const folder = join(all, runId);
      return namesIn(folder)
        .filter((file) => file.endsWith(requestEnd))
        .toSorted()
        .flatMap((file) => readRequest(join(folder, file)));
    });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** A question is its runner's own. */
function readRequest(path: string): ApprovalRequest[] {
  const { uid } = lstatSync(path);
  const request = ApprovalRequest.safeParse(JSON.parse(readFileSync(path, "utf8")));
  return request.success && request.data.by.uid === uid ? [request.data] : [];
}

/** Gives the second word, complete from its first moment. False if this login has answered already. */
export function giveSecondWord(stateFolder: string, runId: string, word: SecondWord): boolean {
  const folder = answersOf(stateFolder, runId);
  const temporary = join(folder, `.${word.by.uid}-${process.pid}`);
  writeFileSync(temporary, `${JSON.stringify(word)}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    chmodSync(temporary, 0o644);
    linkSync(temporary, join(folder, `${word.request}-${word.by.uid}.json`));
    syncFolder(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(temporary);
  }
}
