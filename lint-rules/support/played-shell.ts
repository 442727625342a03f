/**
 * Plays a block as bash runs it under strict mode, with one command failing and printing nothing, and every other one
 * succeeding with output that nobody knows.
 */
import {
  parseShell,
  walkShell,
  type Assignment,
  type Command,
  type Redirection,
  type ShellNode,
  type ShellScript,
  type Word,
} from "../../compiler/ast/shell.ts";
import { baseOf, playTool, searches, type Outcome } from "./played-tools.ts";
import {
  compare,
  compareNumbers,
  formatOf,
  isEmpty,
  matchesGlob,
  not,
  NotPlayed,
  numberIn,
  statusText,
  unknownPart,
} from "./unknown-text.ts";

/** The command that fails. */
export interface Reading {
  readonly command: Command;
  /** Its status is asked for by `if`, `while`, `!` or `&&`. */
  readonly isAsked: boolean;
}

/** What reads nothing, or says only what is known anyway. */
export const printers = new Set(
  (
    "echo printf true false : test [ set shopt trap exit return break continue read mapfile readarray export declare local readonly " +
    "typeset unset shift wait cd pwd eval source . exec sleep date hostname whoami basename dirname seq uname id nproc let umask kill " +
    "jobs disown type hash getopts pushd popd alias command"
  ).split(" "),
);

export const declarations = ["export", "declare", "local", "readonly", "typeset"];

/** A shell, or a subshell: what a copy of it changes does not come back. */
interface Shell {
  errexit: boolean;
  pipefail: boolean;
  inherits: boolean;
  readonly variables: Map<string, string>;
  readonly functions: Map<string, ShellNode>;
  /** Statuses of what runs in the background. */
  readonly jobs: (number | null)[];
  exitTrap: string | null;
  errTrap: string | null;
}

interface Place {
  /** Errexit is not in force. */
  readonly isTested: boolean;
  /** The status of one command alone is asked for: "no" is its answer. */
  readonly isVerdict: boolean;
  readonly stdin: string;
}

type Loop = Extract<ShellNode, { type: "For" | "ArithmeticFor" | "While" }>;

/** For one reading and one block. */
export class Player {
  isStrictOff = false;
  /** The reading failed where its status was asked for. */
  isTested = false;
  readonly #reading: Reading;
  /** What files hold that the block wrote, as far as it is known. */
  readonly #files = new Map<string, string>();
  #hasFailed = false;
  /** The status of the last substitution of the command at hand. */
  #substituted: number | null = 0;

  /** Loops in loops take long: what is not played within the steps of the block is not reported. */
  readonly #budget: { steps: number };

  constructor(reading: Reading, budget: { steps: number }) {
    this.#reading = reading;
    this.#budget = budget;
  }

  /** What the block prints where its status is 0 all the same; else `null`. */
  play(script: ShellScript): string | null {
    const shell: Shell = {
      errexit: true,
      pipefail: true,
      inherits: true,
      variables: new Map([["?", "0"]]),
      functions: new Map(),
      jobs: [],
      exitTrap: null,
      errTrap: null,
    };
    try {
      const { status, stdout } = this.#playShell(script.commands, shell, { isTested: false, isVerdict: false, stdin: "" });
      if (!this.#hasFailed || (status ?? 0) !== 0) return null;
      return stdout
        .split("\n")
        .filter((line) => line.replaceAll(unknownPart, "") !== "" || !line.includes(unknownPart))
        .join("\n");
    } catch (error) {
      if (error instanceof NotPlayed || error instanceof RangeError) return null;
      throw error;
    }
  }

  /** To its end, its EXIT trap included. */
  #playShell(statements: ShellScript["commands"], shell: Shell, place: Place): Outcome {
    const { status, stdout } = this.#playList(statements, shell, place);
    if (shell.exitTrap === null) return { status, stdout };
    shell.variables.set("?", statusText(status));
    const trap = this.#playList(parseShell(shell.exitTrap).commands, { ...shell, exitTrap: null, errexit: false }, place);
    if (trap.jump === "exit" && status !== 0) this.isStrictOff = true;
    return { status: trap.jump === "exit" ? trap.status : status, stdout: stdout + trap.stdout };
  }

  #playList(statements: ShellScript["commands"], shell: Shell, place: Place): Outcome {
    let stdout = "";
    let last: Outcome = { status: 0, stdout: "" };
    for (const statement of statements) {
      last = this.#playStatement(statement, shell, place);
      stdout += last.stdout;
      if (stdout.length > 100_000) throw new NotPlayed();
      shell.variables.set("?", statusText(last.status));
      if (last.jump !== undefined) break;
    }
    return { ...last, stdout };
  }

  #playStatement(statement: Extract<ShellNode, { type: "Statement" }>, shell: Shell, place: Place): Outcome {
    if (statement.background === true) {
      const { status, stdout } = this.#playSubshell([{ ...statement, background: undefined }], shell, { ...place, isVerdict: false });
      shell.jobs.push(status);
      return { status: 0, stdout };
    }
    return this.#afterErrors(this.#playNode(statement.command, shell, place), shell, place);
  }

  #afterErrors(outcome: Outcome, shell: Shell, place: Place): Outcome {
    const { status, stdout, isHandled, jump } = outcome;
    if (status === null || status === 0 || isHandled === true || jump !== undefined || place.isTested) return outcome;
    if (shell.errTrap !== null) {
      const trap = this.#playList(parseShell(shell.errTrap).commands, { ...shell, errTrap: null, errexit: false }, place);
      if (trap.jump === "exit") {
        this.isStrictOff = true;
        return { ...trap, stdout: stdout + trap.stdout };
      }
    }
    return shell.errexit ? { status, stdout, jump: "exit" } : outcome;
  }

  #playSubshell(statements: ShellScript["commands"], shell: Shell, place: Place): Outcome {
    return this.#playShell(statements, { ...copyOf(shell), exitTrap: null, errTrap: null }, place);
  }

  #playNode(node: ShellNode, shell: Shell, place: Place): Outcome {
    this.#budget.steps -= 1;
    if (this.#budget.steps < 0) throw new NotPlayed();
    switch (node.type) {
      case "Command":
        return this.#playCommand(node, shell, place);
      case "Pipeline":
        return this.#playPipeline(node, shell, place);
      case "AndOr":
        return this.#playAndOr(node, shell, place);
      case "Redirected": {
        const { stdin, hidesStdout } = this.#playRedirections(node.redirects, shell, place, false);
        const outcome = this.#playNode(node.command, shell, { ...place, stdin: stdin ?? place.stdin });
        return hidesStdout ? { ...outcome, stdout: "" } : outcome;
      }
      case "BraceGroup":
        return this.#playList(node.body.commands, shell, place);
      case "CompoundList":
        return this.#playList(node.commands, shell, place);
      case "Subshell":
        return this.#playSubshell(node.body.commands, shell, place);
      case "If":
        return this.#playIf(node, shell, place);
      case "For":
      case "ArithmeticFor":
      case "While":
        return this.#playLoop(node, shell, place);
      case "Case":
        return this.#playCase(node, shell, place);
      case "TestCommand":
        return { status: this.#statusOf(this.#test(node.expression, shell, place)), stdout: "" };
      case "ArithmeticCommand": {
        const value = node.expression === undefined ? 0 : this.#calculate(node.expression, shell, place);
        return { status: this.#statusOf(value === null ? null : value !== 0), stdout: "" };
      }
      case "Function":
        shell.functions.set(node.name.value, node.body);
        return { status: 0, stdout: "" };
      default:
        throw new NotPlayed();
    }
  }

  #playPipeline(node: Extract<ShellNode, { type: "Pipeline" }>, shell: Shell, place: Place): Outcome {
    const isAlone = node.commands.length === 1;
    const negated = isNegated(node);
    const inner = { ...place, isTested: place.isTested || negated, isVerdict: isAlone && (place.isVerdict || negated) };
    let { stdin } = place;
    const statuses = node.commands.map((command, index) => {
      const statement = { type: "Statement", pos: command.pos, end: command.end, command, background: undefined } as const;
      const hadFailed = this.#hasFailed;
      const outcome = isAlone
        ? this.#playNode(command, shell, { ...inner, stdin })
        : this.#playSubshell([statement], shell, { ...inner, stdin });
      // What it says on stderr goes on, too.
      if (!hadFailed && this.#hasFailed && node.operators[index] === "|&") throw new NotPlayed();
      stdin = outcome.stdout;
      return outcome;
    });
    const last = statuses.at(-1)!;
    const failed = statuses.findLast(({ status }) => status !== null && status !== 0);
    if (!shell.pipefail && failed !== undefined && failed !== last) this.isStrictOff = true;
    const { status } = isAlone || !shell.pipefail || failed === undefined ? last : failed;
    const isUnknown = statuses.some((one) => one.status === null) && status === 0 && shell.pipefail;
    if (negated) return { ...last, status: isUnknown || status === null ? null : status === 0 ? 1 : 0, isHandled: true };
    return { ...(isAlone && last), status: isUnknown ? null : status, stdout: last.stdout };
  }

  #playAndOr(node: Extract<ShellNode, { type: "AndOr" }>, shell: Shell, place: Place): Outcome {
    let stdout = "";
    let outcome: Outcome = { status: 0, stdout: "" };
    for (const [index, command] of node.commands.entries()) {
      const isLast = index === node.commands.length - 1;
      if (index > 0) {
        const operator = node.operators[index - 1]!;
        const isTaken =
          outcome.status === null ? operator === "&&" || this.#holdsReading(command) : (outcome.status === 0) === (operator === "&&");
        if (!isTaken) continue;
        shell.variables.set("?", statusText(outcome.status));
      }
      outcome = this.#playNode(command, shell, isLast ? place : { ...place, isTested: true, isVerdict: true });
      stdout += outcome.stdout;
      if (outcome.jump !== undefined) break;
      if (!isLast) outcome = { ...outcome, isHandled: true };
    }
    return { ...outcome, stdout };
  }

  #playIf(node: Extract<ShellNode, { type: "If" }>, shell: Shell, place: Place): Outcome {
    let stdout = "";
    const finish = (list: Extract<ShellNode, { type: "CompoundList" }> | undefined): Outcome => {
      if (list === undefined) return { status: 0, stdout };
      const outcome = this.#playList(list.commands, shell, place);
      return { ...outcome, stdout: stdout + outcome.stdout };
    };
    for (const branch of [node, ...node.elif]) {
      const clause = this.#playList(branch.clause.commands, shell, { ...place, isTested: true, isVerdict: true });
      stdout += clause.stdout;
      if (clause.jump !== undefined) return { ...clause, stdout };
      if (clause.status === null && this.#hasFailed) throw new NotPlayed();
      if (clause.status === 0 || (clause.status === null && this.#holdsReading(branch.then))) return finish(branch.then);
    }
    return finish(node.else);
  }

  #playLoop(node: Loop, shell: Shell, place: Place): Outcome {
    const words = node.type === "For" ? (node.wordlist ?? []).flatMap((word) => this.#fieldsOf(word, shell, place)).slice(0, 3) : [];
    let stdout = "";
    let last: Outcome = { status: 0, stdout: "" };
    for (let round = 0; ; round += 1) {
      if (node.type === "For") {
        if (round >= words.length) break;
        shell.variables.set(node.name.value, words[round]!);
      } else if (node.type === "While") {
        const clause = this.#playList(node.clause.commands, shell, { ...place, isTested: true, isVerdict: true });
        stdout += clause.stdout;
        if (clause.jump !== undefined) return { ...clause, stdout };
        const isTaken =
          clause.status === null ? round === 0 && this.#holdsReading(node.body) : (clause.status === 0) === (node.kind === "while");
        if (!isTaken) break;
        // It goes on as long as the reading fails: the time of the block runs out.
        if (round >= 3) throw new NotPlayed();
      } else if (round > 0) break;
      last = this.#playList(node.body.commands, shell, place);
      stdout += last.stdout;
      if (last.jump === "exit" || last.jump === "return") return { ...last, stdout };
      if (last.jump === "break") break;
    }
    const { jump: _, ...outcome } = last;
    return { ...outcome, stdout };
  }

  #playCase(node: Extract<ShellNode, { type: "Case" }>, shell: Shell, place: Place): Outcome {
    const value = this.#textOf(node.word, shell, place);
    const isKnown = !value.includes(unknownPart);
    if (!isKnown && this.#hasFailed) throw new NotPlayed();
    const taken = node.items.find(({ pattern, body }) =>
      isKnown ? pattern.some((word) => matchesGlob(value, word.text.replaceAll(/["']/g, ""))) : this.#holdsReading(body),
    );
    return taken === undefined ? { status: 0, stdout: "" } : this.#playList(taken.body.commands, shell, place);
  }

  #playCommand(node: Command, shell: Shell, place: Place): Outcome {
    this.#substituted = 0;
    const isReading = node === this.#reading.command;
    const substituting = { ...place, isVerdict: false };
    const { stdin: fed, hidesStdout, file, mergesStderr } = this.#playRedirections(node.redirects, shell, substituting, isReading);
    if (isReading) {
      if (place.isVerdict && this.#reading.isAsked && !searches.includes(baseOf(node))) throw new NotPlayed();
      this.#hasFailed = true;
      this.isTested = place.isTested;
      this.isStrictOff ||= !shell.errexit;
      if (mergesStderr) throw new NotPlayed();
      if (file !== null) this.#files.set(file, "");
      return { status: 2, stdout: "" };
    }
    const assigned = node.prefix.filter((part) => part.type === "Assignment");
    for (const assignment of assigned) this.#assign(assignment, shell, substituting);
    if (node.name === undefined) return { status: this.#substituted, stdout: "" };
    const processes: string[] = [];
    const words = [node.name, ...node.args].flatMap((word) => this.#wordsOf(word, shell, substituting, processes));
    const [name = "", ...rest] = words;
    const body = shell.functions.get(name);
    const outcome =
      body === undefined
        ? this.#playNamed(name, rest, { node, shell, place: { ...place, stdin: fed ?? place.stdin }, processes, hasStdin: fed !== null })
        : this.#playFunction(body, shell, { ...place, stdin: fed ?? place.stdin });
    if (mergesStderr && this.#hasFailed && body !== undefined) throw new NotPlayed();
    if (file !== null) this.#files.set(file, outcome.stdout);
    return hidesStdout ? { ...outcome, stdout: "" } : outcome;
  }

  #playFunction(body: ShellNode, shell: Shell, place: Place): Outcome {
    const { jump, ...outcome } = this.#playNode(body, shell, { ...place, isVerdict: false });
    return jump === "exit" ? { ...outcome, jump } : { status: outcome.status, stdout: outcome.stdout };
  }

  #assign(assignment: Assignment, shell: Shell, place: Place): void {
    const { name, value } = assignment;
    const words = value.type === "ArrayValue" ? value.elements : [value];
    const text = words.map((word) => this.#textOf(word, shell, place)).join(" ");
    shell.variables.set(name, assignment.append === true ? (shell.variables.get(name) ?? unknownPart) + text : text);
  }

  #wordsOf(part: Word | Assignment, shell: Shell, place: Place, processes: string[]): string[] {
    if (part.type === "Assignment") {
      this.#assign(part, shell, place);
      return [part.text];
    }
    const process = part.parts?.[0];
    if (process?.type === "ProcessSubstitution") {
      processes.push(this.#playProcess(process, shell, place));
      return ["/dev/fd/63"];
    }
    return this.#fieldsOf(part, shell, place);
  }

  #playProcess(node: Extract<ShellNode, { type: "ProcessSubstitution" }>, shell: Shell, place: Place): string {
    if (node.operator === ">" || node.script === undefined) return "";
    return this.#playSubshell(node.script.commands, shell, { ...place, isVerdict: false }).stdout;
  }

  #playNamed(
    name: string,
    args: readonly string[],
    given: {
      readonly node: Command;
      readonly shell: Shell;
      readonly place: Place;
      readonly processes: readonly string[];
      readonly hasStdin: boolean;
    },
  ): Outcome {
    const { node, shell, place } = given;
    const done = (status: number | null, stdout = ""): Outcome => ({ status, stdout });
    switch (name) {
      case "true":
      case ":":
        return done(0);
      case "false":
        return done(1);
      case "echo":
        return done(0, `${args.filter((word, index) => index > 0 || !/^-[neE]+$/.test(word)).join(" ")}\n`);
      case "printf":
        return done(0, formatOf(args));
      case "exit":
      case "return": {
        const status = Number(args[0] ?? shell.variables.get("?"));
        if (Number.isNaN(status)) throw new NotPlayed();
        return { status, stdout: "", jump: name };
      }
      case "break":
      case "continue":
        return { status: 0, stdout: "", jump: name };
      case "set":
      case "shopt":
        this.#setOptions(name, args, shell);
        return done(0);
      case "trap":
        return this.#setTrap(args, shell);
      case "wait":
        return done(args.length === 0 ? 0 : (shell.jobs.findLast((status) => status !== 0) ?? 0));
      case "read":
        if (place.stdin === "") return done(1);
        return done(null);
      case "mapfile":
      case "readarray":
        shell.variables.set(args.findLast((word) => !word.startsWith("-")) ?? "MAPFILE", place.stdin.trim());
        return done(0);
      case "test":
      case "[":
        return done(this.#statusOf(this.#testWords(name === "[" ? args.slice(0, -1) : args)));
      case "exec":
        if (args.length > 0 || node.redirects.some(({ type }) => type === "Redirect")) throw new NotPlayed();
        return done(0);
    }
    if (declarations.includes(name)) return done(0);
    if (["source", ".", "eval"].includes(name) || printers.has(name)) return done(null, `${unknownPart}\n`);
    return playTool(baseOf(node), args, {
      stdin: place.stdin,
      hasStdin: given.hasStdin,
      processes: given.processes,
      files: this.#files,
      mayDepend: this.#hasFailed,
    });
  }

  #setOptions(name: string, args: readonly string[], shell: Shell): void {
    if (name === "shopt") {
      if (args.includes("inherit_errexit")) shell.inherits = args.some((word) => word.includes("s")) && !args.includes("-u");
      return;
    }
    for (const [index, word] of args.entries()) {
      const isOn = word.startsWith("-");
      if (!isOn && !word.startsWith("+")) continue;
      if (word.includes("e")) shell.errexit = isOn;
      if (!word.endsWith("o")) continue;
      if (args[index + 1] === "errexit") shell.errexit = isOn;
      if (args[index + 1] === "pipefail") shell.pipefail = isOn;
    }
  }

  #setTrap(args: readonly string[], shell: Shell): Outcome {
    const [action = "", ...signals] = args.filter((word) => word !== "--");
    const text = action === "-" ? null : action;
    if (signals.includes("EXIT") || signals.includes("0")) shell.exitTrap = text;
    if (signals.includes("ERR")) shell.errTrap = text;
    return { status: 0, stdout: "" };
  }

  #playRedirections(
    redirections: readonly Redirection[],
    shell: Shell,
    place: Place,
    isReading: boolean,
  ): { stdin: string | null; hidesStdout: boolean; file: string | null; mergesStderr: boolean } {
    let stdin: string | null = null;
    let hidesStdout = false;
    let file: string | null = null;
    let mergesStderr = false;
    for (const redirection of redirections) {
      if (redirection.type === "HereDoc") {
        stdin = (redirection.body.parts ?? []).map((part) => this.#partText(part, shell, place)).join("") || redirection.body.text;
        continue;
      }
      const { target, operator, descriptor } = redirection;
      const process = target?.parts?.[0];
      const content = process?.type === "ProcessSubstitution" ? this.#playProcess(process, shell, place) : null;
      const name = target === undefined || content !== null ? "" : this.#textOf(target, shell, place);
      const number = descriptor?.type === "FileDescriptor" ? descriptor.value : null;
      if (operator === "<<<") stdin = `${name}\n`;
      else if (operator === "<") stdin = content ?? (name === "/dev/null" ? "" : (this.#files.get(name) ?? unknownPart));
      else if (operator === ">&" && number === 2) mergesStderr = name === "1";
      else if ((number ?? 1) === 1 && operator !== "<&" && operator !== "<>") {
        hidesStdout = true;
        if (!operator.endsWith("&") && !operator.endsWith(">>")) file = name;
      }
    }
    if (isReading && mergesStderr && hidesStdout) mergesStderr = false;
    return { stdin, hidesStdout, file, mergesStderr };
  }

  /** What is not known is taken to have gone well, unless the failure may have decided it. */
  #statusOf(holds: boolean | null): number | null {
    if (holds === null && this.#hasFailed) throw new NotPlayed();
    return holds === null ? null : holds ? 0 : 1;
  }

  #testWords(words: readonly string[]): boolean | null {
    const [first = "", second = "", third = ""] = words;
    if (first === "!" && words.length > 1) return not(this.#testWords(words.slice(1)));
    if (words.length === 0) return false;
    if (words.length === 1) return isEmpty(first, false);
    if (words.length === 2) return this.#testOne(first, second);
    return words.length === 3 ? compare(first, second, third, false) : null;
  }

  #testOne(operator: string, operand: string): boolean | null {
    if (operator === "-z") return isEmpty(operand, true);
    if (operator === "-n") return isEmpty(operand, false);
    if (operator === "-s" && this.#files.has(operand)) return isEmpty(this.#files.get(operand)!, false);
    return null;
  }

  #test(node: Extract<ShellNode, { type: "TestCommand" }>["expression"], shell: Shell, place: Place): boolean | null {
    const inner = { ...place, isVerdict: false };
    switch (node.type) {
      case "TestUnary":
        return this.#testOne(node.operator, this.#textOf(node.operand, shell, inner));
      case "TestBinary":
        return compare(this.#textOf(node.left, shell, inner), node.operator, this.#textOf(node.right, shell, inner), true);
      case "TestLogical": {
        const truths = [];
        for (const child of node.operands) {
          truths.push(this.#test(child, shell, place));
          if (truths.at(-1) === (node.operator === "||")) return truths.at(-1)!;
        }
        return truths.includes(null) ? null : node.operator === "&&";
      }
      case "TestNot":
        return not(this.#test(node.operand, shell, place));
      case "TestGroup":
        return this.#test(node.expression, shell, place);
    }
  }

  /** Only what tests look like: two numbers, compared. */
  #calculate(node: ShellNode, shell: Shell, place: Place): number | null {
    switch (node.type) {
      case "ArithmeticWord": {
        const text =
          node.parts === undefined
            ? (shell.variables.get(node.value) ?? node.value)
            : this.#joined(node.parts, shell, { ...place, isVerdict: false });
        return text.trim() === "" ? 0 : /^[0-9]+$/.test(text.trim()) ? Number(text) : null;
      }
      case "ArithmeticCommandExpansion":
        return node.script === undefined ? null : numberIn(this.#substitute(node.script, shell, place));
      case "ArithmeticGroup":
        return this.#calculate(node.expression, shell, place);
      case "ArithmeticBinary": {
        const left = this.#calculate(node.left, shell, place);
        const right = this.#calculate(node.right, shell, place);
        const holds = left === null || right === null ? null : compareNumbers(left, node.operator, right);
        return holds === null ? null : Number(holds);
      }
      default:
        return null;
    }
  }

  #substitute(script: ShellScript, shell: Shell, place: Place): string {
    const errexit = shell.errexit && shell.inherits;
    const hadFailed = this.#hasFailed;
    const { status, stdout } = this.#playSubshell(script.commands, { ...shell, errexit }, { ...place, isVerdict: false });
    this.#substituted = status;
    if (!hadFailed && this.#hasFailed && shell.errexit && !errexit) this.isStrictOff = status === 0;
    return stdout.replace(/\n+$/, "");
  }

  #textOf(word: Word, shell: Shell, place: Place): string {
    return word.parts === undefined ? word.value : this.#joined(word.parts, shell, place);
  }

  #fieldsOf(word: Word, shell: Shell, place: Place): string[] {
    if (word.parts === undefined) return [word.value];
    const text = this.#joined(word.parts, shell, place);
    const isExpanded = word.parts.some((part) => ["SimpleExpansion", "ParameterExpansion", "CommandExpansion"].includes(part.type));
    const isQuoted = word.parts.some(({ type }) => type === "DoubleQuoted" || type === "SingleQuoted");
    if (text === "" && (!isQuoted || word.text.includes("[@]"))) return [];
    return isExpanded && !isQuoted ? text.split(/\s+/).filter((field) => field !== "") : [text];
  }

  #joined(parts: readonly ShellNode[], shell: Shell, place: Place): string {
    const text = parts.map((part) => this.#partText(part, shell, place)).join("");
    if (text.length > 10_000) throw new NotPlayed();
    return text;
  }

  #partText(part: ShellNode, shell: Shell, place: Place): string {
    switch (part.type) {
      case "Literal":
      case "SingleQuoted":
      case "AnsiCQuoted":
        return part.value;
      case "Glob":
        return part.text;
      case "DoubleQuoted":
      case "LocaleString":
        return this.#joined(part.parts, shell, place);
      case "SimpleExpansion":
        return shell.variables.get(part.text.slice(1)) ?? unknownPart;
      case "ParameterExpansion": {
        const value = part.prefix === "!" ? undefined : shell.variables.get(part.parameter);
        if (part.operation?.type === "Default" && value === "" && part.operation.operator.startsWith(":-"))
          return this.#textOf(part.operation.operand, shell, place);
        if (value === undefined || value.includes(unknownPart)) return this.#unknown(part.parameter === "PIPESTATUS");
        if (part.prefix === "#" && part.index !== undefined) return value === "" ? "0" : this.#unknown(true);
        return part.operation === undefined || value === "" ? (part.prefix === "#" ? String(value.length) : value) : this.#unknown(true);
      }
      case "CommandExpansion":
        return part.script === undefined ? unknownPart : this.#substitute(part.script, shell, place);
      case "ArithmeticExpansion": {
        const value = part.expression === undefined ? null : this.#calculate(part.expression, shell, place);
        return value === null ? this.#unknown(true) : String(value);
      }
      default:
        return unknownPart;
    }
  }

  #unknown(mayDepend: boolean): string {
    if (mayDepend && this.#hasFailed) throw new NotPlayed();
    return unknownPart;
  }

  #holdsReading(node: ShellNode): boolean {
    let holds = false;
    walkShell(node, (child) => {
      holds ||= child === this.#reading.command;
    });
    return holds;
  }
}

function copyOf(shell: Shell): Shell {
  return { ...shell, variables: new Map(shell.variables), functions: new Map(shell.functions), jobs: [] };
}

export function isNegated(node: Extract<ShellNode, { type: "Pipeline" }>): boolean {
  return node.prefixes.filter(({ type }) => type === "Negation").length % 2 === 1;
}
