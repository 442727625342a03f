/** What `runtime/node` uses of `node:fs`, on the machine's own disk. Every call that changes something is a point. */
import { constants as realConstants } from "node:fs";
import { machine } from "./machine.ts";
import { newFile, newFolder, systemError, type FileNode, type Folder, type Node } from "./disk.ts";

export const constants = realConstants;

interface Opened {
  readonly path: string;
  readonly node: FileNode | Folder;
  readonly isAppend: boolean;
  position: number;
}
let opened = new Map<number, Opened>();
let nextDescriptor = 3;

/** A new process has none of the old one's descriptors. */
export function forgetDescriptors(): void {
  opened = new Map();
}
export const openedFile = (descriptor: number): FileNode => at(descriptor).node as FileNode;

/** A path without its numbers: the name of a point. */
const names = new Map<string, string>();
function nameOf(path: string): string {
  const known = names.get(path);
  if (known !== undefined) return known;
  const name = path
    .replace(/^\/state\/(run\/)?/, "")
    .replace(/^attempts\/[^/]+/, "attempts/*")
    .replace(/kept\/\d+-/, "kept/")
    .replace(/\/dev\/shm\/.*/, "memory/*")
    .replace(/-[0-9a-f]{12}\.json/, ".json")
    .replace(/\.\d+$/, ".PID");
  names.set(path, name);
  return name;
}

function at(descriptor: number): Opened {
  const found = opened.get(descriptor);
  if (found === undefined) throw systemError("EBADF", String(descriptor));
  return found;
}

function existing(path: string): Node {
  const node = machine().disk.find(path);
  if (node === null) throw systemError("ENOENT", path);
  return node;
}

export function existsSync(path: string): boolean {
  return machine().disk.find(path) !== null;
}

export function openSync(path: string, flags: string | number, _mode?: number): number {
  const { disk } = machine();
  let node = disk.find(path);
  if (typeof flags === "string" && flags.includes("x") && disk.entryAt(path) !== null) throw systemError("EEXIST", path);
  if (node === null) {
    if (flags === "r" || typeof flags === "number") throw systemError("ENOENT", path);
    const file = newFile();
    machine().act(`create ${nameOf(path)}`, () => disk.change(disk.entryAt(path) === null ? path : disk.resolve(path), file));
    node = file;
  } else if (typeof flags === "string" && flags.startsWith("w")) {
    const file = node as FileNode;
    machine().act(`empty ${nameOf(path)}`, () => {
      file.bytes = Buffer.alloc(0);
      file.dropped = null;
    });
  }
  if (node.kind === "link") throw systemError("ELOOP", path);
  opened.set((nextDescriptor += 1), { path, node, isAppend: String(flags).startsWith("a"), position: 0 });
  return nextDescriptor;
}

export function closeSync(descriptor: number): void {
  opened.delete(descriptor);
}

export function writeSync(
  descriptor: number,
  data: Uint8Array | string,
  offset = 0,
  length: number | null = null,
  position: number | null = null,
): number {
  const file = at(descriptor);
  const whole = typeof data === "string" ? Buffer.from(data) : data;
  const part = whole.subarray(offset, offset + (length ?? whole.length));
  // The ballast is large, and nobody changes its buffer.
  const bytes = part.length > 64 * 1024 ? Buffer.from(part.buffer, part.byteOffset, part.length) : Buffer.from(part);
  const node = file.node as FileNode;
  const write = (part: Buffer): number => {
    const start = file.isAppend ? node.bytes.length : (position ?? file.position);
    if (node.dropped !== null && start <= node.dropped[0] && start + part.length >= node.dropped[1]) node.dropped = null;
    node.bytes =
      node.bytes.length === 0 ? part : Buffer.concat([node.bytes.subarray(0, start), part, node.bytes.subarray(start + part.length)]);
    if (position === null) file.position = start + part.length;
    return part.length;
  };
  return machine().act(
    `write ${nameOf(file.path)}`,
    () => write(bytes),
    () => write(bytes.subarray(0, machine().random.below(bytes.length))),
  );
}

export function fsyncSync(descriptor: number): void {
  const { path, node } = at(descriptor);
  machine().act(
    `sync ${nameOf(path)}`,
    () => machine().disk.sync(node),
    () => {
      if (node.kind === "file" && machine().plan?.way === "error")
        node.dropped = [Math.min(node.durable.length, node.bytes.length), node.bytes.length];
    },
  );
}
export const fdatasyncSync = fsyncSync;

export function ftruncateSync(descriptor: number, length: number): void {
  const { path, node } = at(descriptor);
  const file = node as FileNode;
  machine().act(`truncate ${nameOf(path)}`, () => (file.bytes = Buffer.from(file.bytes.subarray(0, length))));
}

export function readSync(descriptor: number, buffer: Uint8Array): number {
  const file = at(descriptor);
  const part = (file.node as FileNode).bytes.subarray(file.position, file.position + buffer.length);
  buffer.set(part);
  file.position += part.length;
  return part.length;
}

export function readFileSync(path: string, encoding?: "utf8"): Buffer | string {
  const node = existing(path);
  if (node.kind !== "file") throw systemError("EISDIR", path);
  return encoding === "utf8" ? node.bytes.toString("utf8") : Buffer.from(node.bytes);
}

export function writeFileSync(path: string, data: string, options: { mode?: number; flag?: string; flush?: boolean } = {}): void {
  const descriptor = openSync(path, options.flag ?? "w");
  writeSync(descriptor, data);
  if (options.flush === true) fsyncSync(descriptor);
  closeSync(descriptor);
}

export function mkdirSync(path: string, options: { recursive?: boolean; mode?: number } = {}): void {
  const { disk } = machine();
  const above = path.slice(0, path.lastIndexOf("/"));
  if (options.recursive === true && above !== "" && disk.find(above) === null) mkdirSync(above, options);
  if (disk.entryAt(path) !== null) {
    if (options.recursive === true) return;
    throw systemError("EEXIST", path);
  }
  machine().act(`make folder ${nameOf(path)}`, () => disk.change(path, newFolder()));
}

export function linkSync(from: string, to: string): void {
  const { disk } = machine();
  machine().act(`link ${nameOf(to)}`, () => {
    if (disk.entryAt(to) !== null) throw systemError("EEXIST", to);
    disk.change(to, existing(from));
  });
}

export function symlinkSync(target: string, path: string): void {
  machine().act(`symlink ${nameOf(path)}`, () => machine().disk.change(path, { kind: "link", target }));
}

export function renameSync(from: string, to: string): void {
  machine().act(`rename ${nameOf(to)}`, () => machine().disk.rename(from, to));
}

export function unlinkSync(path: string): void {
  machine().act(`unlink ${nameOf(path)}`, () => {
    if (machine().disk.entryAt(path) === null) throw systemError("ENOENT", path);
    machine().disk.change(path, null);
  });
}

export function rmSync(path: string, { force = false }: { force?: boolean } = {}): void {
  if (!force || existsSync(path)) unlinkSync(path);
}

export function realpathSync(path: string): string {
  existing(path);
  return machine().disk.resolve(path);
}

export function fstatSync(descriptor: number): { readonly size: number } {
  return { size: (at(descriptor).node as FileNode).bytes.length };
}

/** One login, and nobody else: no folder is shared. */
export function statSync(path: string): { readonly mode: number; readonly uid: number } {
  existing(path);
  return { mode: 0o700, uid: 0 };
}
export function chmodSync(path: string): void {
  existing(path);
}
