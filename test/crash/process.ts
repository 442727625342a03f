/**
 * A simulated process: what `shim.ts` does around a block, one step at a time, each of which takes a moment in which its
 * runner or the machine may die. The block is written in a language of a few words that changes a world outside of the
 * machine, where everything that happens is counted.
 */
import { newFile, systemError, type FileNode } from "./disk.ts";
import type { Machine } from "./machine.ts";
import type { SimulatedChild } from "./simulated-child-process.ts";

/** What a change does lies outside of the machine and survives it: keys, and how often each was applied and undone. */
export class Outside {
  readonly applied: { readonly key: string; readonly atMs: number; readonly attempt: string }[] = [];
  readonly undone: { readonly key: string; readonly attempt: string }[] = [];
  /** How often somebody has looked at something that takes its time. */
  looks = 0;

  timesApplied(key: string): number {
    return this.applied.filter((one) => one.key === key).length;
  }
  has(key: string): boolean {
    return this.timesApplied(key) > this.undone.filter((one) => one.key === key).length;
  }
}

interface Fields {
  readonly kind: "reading" | "change";
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stdout: FileNode;
  readonly stderr: FileNode;
  readonly secrets: () => readonly string[];
  readonly child: SimulatedChild | null;
}

export class Process {
  readonly kind: "reading" | "change";
  readonly attempt: string;
  readonly pid: number;
  readonly start: string;
  readonly environment: Readonly<Record<string, string>>;
  child: SimulatedChild | null;
  isAlive = true;
  /** The block has begun. */
  hasBegun = false;
  /** It has changed the world outside. */
  hasChanged = false;
  /** What the block ended with; `null` while it runs, and where it was ended. */
  status: number | null = null;
  readonly #machine: Machine;
  readonly #fields: Fields;

  constructor(machine: Machine, fields: Fields) {
    this.#machine = machine;
    this.#fields = fields;
    this.kind = fields.kind;
    this.environment = fields.environment;
    this.child = fields.child;
    this.attempt = fields.folder.slice(fields.folder.lastIndexOf("/") + 1);
    this.pid = machine.nextPid();
    this.start = String(machine.monotonicMs);
    machine.processes.set(this.pid, this);
  }

  go(): void {
    const steps = this.kind === "reading" ? this.#read() : this.#change();
    const next = (): void => {
      if (!this.isAlive) return;
      const step = steps.next();
      if (step.done !== true) this.#machine.after(step.value, next, false);
      else this.end();
    };
    this.#machine.after(this.#moment(), next, false);
  }

  end(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    const { child } = this;
    // What waits for it hears of it, as from any child.
    if (child !== null) this.#machine.after(0, () => child.emit("exit"), true);
  }

  #moment(): number {
    const { random } = this.#machine;
    return random.below(40) === 0 ? 2000 : random.below(4);
  }

  /** As `changeShim`. */
  *#change(): Generator<number, void> {
    const { folder, stdout, stderr } = this.#fields;
    const { disk } = this.#machine;
    const path = (name: string): string => `${folder}/${name}`;
    const write = (name: string, text: string): FileNode => {
      const file = newFile();
      disk.change(path(name), file);
      file.bytes = Buffer.from(text);
      return file;
    };
    if (disk.find(folder) === null) return;
    const own = write(`started.${this.pid}`, `${this.pid} ${this.start}\n`);
    const status = write("status.tmp", `${" ".repeat(80)}\n`);
    yield this.#moment();
    for (const file of [own, status]) disk.sync(file);
    yield this.#moment();
    if (disk.entryAt(path("started")) !== null) return;
    disk.change(path("started"), own);
    yield this.#moment();
    const self = disk.find(folder);
    if (self === null) throw systemError("ENOENT", folder);
    disk.sync(self);
    yield this.#moment();
    yield* this.#block();
    // The time that it took, by a clock that may have been set back.
    const line = `${this.status} ${this.#machine.random.pick([1000, 250_000, -3_600_000_000])}\n`;
    status.bytes = Buffer.from(line + status.bytes.toString().slice(line.length));
    yield this.#moment();
    for (const file of [stdout, stderr, status]) disk.sync(file);
    yield this.#moment();
    disk.rename(path("status.tmp"), path("status"));
    yield this.#moment();
    disk.sync(self);
  }

  /** As `readingShim`. */
  *#read(): Generator<number, void> {
    yield* this.#block();
    const file = newFile();
    this.#machine.disk.change(`${this.#fields.folder}/status`, file);
    file.bytes = Buffer.from(`${this.status}\n`);
  }

  *#block(): Generator<number, void> {
    const { disk } = this.#machine;
    const { folder, environment } = this.#fields;
    const { outside } = this.#machine;
    const launch = (disk.find(`${folder}/launch`) as FileNode).bytes.toString();
    const [, name = ""] = /\n\. '([^']+)'\n$/.exec(`\n${launch}`) ?? [];
    const script = (disk.find(name) as FileNode).bytes.toString();
    const values: Record<string, string> = { ...environment };
    for (const [index, variable] of [...launch.matchAll(/^unset (\w+)$/gm)].map((match) => match[1] as string).entries())
      values[variable] = this.#fields.secrets()[index] ?? "";
    this.hasBegun = true;
    this.#machine.onBegin(this);
    this.#machine.tell(`   ${this.attempt}: begins (pid ${this.pid})`);
    for (const line of script.split("\n")) {
      const words = line.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => values[variable] ?? "").split(" ");
      const [verb = "", argument = ""] = words;
      switch (verb) {
        case "apply":
          yield this.#pause();
          outside.applied.push({ key: argument, atMs: this.#machine.monotonicMs, attempt: this.attempt });
          this.hasChanged = true;
          this.#machine.tell(`   ${this.attempt}: applies ${argument}`);
          yield this.#pause();
          break;
        case "undo":
          yield this.#pause();
          outside.undone.push({ key: argument, attempt: this.attempt });
          this.hasChanged = true;
          this.#machine.tell(`   ${this.attempt}: undoes ${argument}`);
          yield this.#pause();
          break;
        case "say":
          this.#fields.stdout.bytes = Buffer.concat([this.#fields.stdout.bytes, Buffer.from(`${words.slice(1).join(" ")}\n`)]);
          break;
        case "wait":
          yield Number(argument);
          break;
        case "has":
          this.status = outside.has(argument) ? 0 : 1;
          return;
        /** Only after the world has been looked at a few times. */
        case "slowly":
          outside.looks += 1;
          this.status = outside.has(argument) && outside.looks % 3 === 0 ? 0 : 1;
          return;
        /** Ends with 7 while the key was not applied as often as that. */
        case "unless":
          if (outside.timesApplied(argument) < Number(words[2])) {
            this.status = 7;
            return;
          }
          break;
        case "":
          break;
        default:
          throw new Error(`bug in the simulation: no word \`${verb}\``);
      }
    }
    this.status = 0;
  }

  #pause(): number {
    return 1 + this.#machine.random.below(this.#machine.random.below(8) === 0 ? 3000 : 200);
  }
}
