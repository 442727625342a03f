/**
 * A disk that forgets. What is written is seen at once and lasts only once it is synced: a file's bytes by a sync of the
 * file, its name by a sync of its folder. At a power loss every folder keeps some of its unsynced changes, in their order,
 * and every file some of its unsynced bytes: none, all, a torn end, zeros where data should be. No file system loses more
 * than this, most lose less.
 */
import type { Random } from "./random.ts";

/** Its buffers are never written to: a change of the file is another buffer. */
export interface FileNode {
  readonly kind: "file";
  bytes: Buffer;
  durable: Buffer;
  /**
   * What a sync that failed should have made durable: the kernel takes these bytes for written, and a later sync leaves
   * them out and says that all is well. Only writing them anew brings them to the disk.
   */
  dropped: readonly [from: number, to: number] | null;
}
export interface Folder {
  readonly kind: "folder";
  entries: Map<string, Node>;
  durable: Map<string, Node>;
  /** Changes since the last sync, each as a whole: a rename is one. */
  pending: (readonly (readonly [name: string, node: Node | null])[])[];
}
export interface Link {
  readonly kind: "link";
  readonly target: string;
}
export type Node = FileNode | Folder | Link;

export const newFile = (): FileNode => ({ kind: "file", bytes: Buffer.alloc(0), durable: Buffer.alloc(0), dropped: null });
export const newFolder = (): Folder => ({ kind: "folder", entries: new Map(), durable: new Map(), pending: [] });

/** What Node throws, by its code. */
export const systemError = (code: string, path: string): Error => Object.assign(new Error(`${code}: ${path}`), { code });

const parts = new Map<string, readonly string[]>();
function partsOf(path: string): readonly string[] {
  const known = parts.get(path) ?? path.split("/").filter((part) => part !== "");
  parts.set(path, known);
  return known;
}

export class Disk {
  readonly root = newFolder();
  /** Gone at every power loss, whole. */
  readonly memory: Folder;

  constructor() {
    for (const path of ["/state", "/state/run", "/usr", "/usr/bin", "/dev", "/dev/shm"]) this.change(path, newFolder());
    this.change("/usr/bin/bash", newFile());
    const sync = (node: Node): void => {
      if (node.kind !== "folder") return;
      this.sync(node);
      for (const inner of node.entries.values()) sync(inner);
    };
    sync(this.root);
    this.memory = this.find("/dev/shm") as Folder;
  }

  /** `null`: there is none. Follows links. */
  find(path: string): Node | null {
    let node: Node | null = this.root;
    for (const name of partsOf(path)) {
      if (node?.kind !== "folder") return null;
      node = node.entries.get(name) ?? null;
      if (node?.kind === "link") node = this.find(node.target);
    }
    return node;
  }

  /** Where a path leads once links are followed. */
  resolve(path: string): string {
    const [folder, name] = this.folderOf(path);
    const node = folder.entries.get(name);
    return node?.kind === "link" ? node.target : path;
  }

  folderOf(path: string): [Folder, string] {
    const cut = path.lastIndexOf("/");
    const folder = this.find(path.slice(0, cut));
    if (folder?.kind !== "folder") throw systemError("ENOENT", path);
    return [folder, path.slice(cut + 1)];
  }

  entryAt(path: string): Node | null {
    const [folder, name] = this.folderOf(path);
    return folder.entries.get(name) ?? null;
  }

  /** Gives a name, or takes it away. */
  change(path: string, node: Node | null): void {
    const [folder, name] = this.folderOf(path);
    apply(folder.entries, name, node);
    folder.pending.push([[name, node]]);
  }

  rename(from: string, to: string): void {
    const [source, before] = this.folderOf(from);
    const [target, after] = this.folderOf(to);
    const node = source.entries.get(before);
    if (node === undefined) throw systemError("ENOENT", from);
    if (source !== target) throw new Error("bug in the simulation: a rename between folders");
    apply(target.entries, after, node);
    apply(source.entries, before, null);
    source.pending.push([
      [after, node],
      [before, null],
    ]);
  }

  sync(node: Node): void {
    if (node.kind === "folder") {
      node.durable = new Map(node.entries);
      node.pending = [];
    } else if (node.kind === "file") {
      node.durable = node.bytes;
      if (node.dropped !== null) node.durable = Buffer.from(node.bytes).fill(0, ...node.dropped);
    }
  }

  /** What would be left of a file if the power went now, at worst; `null` where its name would be gone. */
  durableBytes(path: string): Buffer | null {
    let node: Node | null = this.root;
    for (const name of partsOf(path)) {
      if (node?.kind !== "folder") return null;
      node = node.durable.get(name) ?? null;
    }
    return node?.kind === "file" ? node.durable : null;
  }

  losePower(random: Random): void {
    const seen = new Set<Node>();
    const lose = (node: Node): void => {
      if (seen.has(node)) return;
      seen.add(node);
      if (node.kind === "file") loseBytes(node, random);
      if (node.kind !== "folder") return;
      for (const changes of node.pending.slice(0, random.below(node.pending.length + 1)))
        for (const [name, changed] of changes) apply(node.durable, name, changed);
      node.entries = new Map(node.durable);
      node.pending = [];
      for (const inner of node.entries.values()) lose(inner);
    };
    lose(this.root);
    this.memory.entries = new Map();
    this.memory.durable = new Map();
    this.memory.pending = [];
  }

  /** Every file that can be reached outside of memory, or could be after a power loss. */
  filesOnDisk(): Map<string, FileNode> {
    const files = new Map<string, FileNode>();
    const walk = (node: Node, path: string): void => {
      if (node === this.memory) return;
      if (node.kind === "file") files.set(path, node);
      if (node.kind === "folder") for (const [name, inner] of [...node.durable, ...node.entries]) walk(inner, `${path}/${name}`);
    };
    walk(this.root, "");
    return files;
  }
}

function apply(entries: Map<string, Node>, name: string, node: Node | null): void {
  if (node === null) entries.delete(name);
  else entries.set(name, node);
}

function loseBytes(file: FileNode, random: Random): void {
  const { bytes, durable } = file;
  if (bytes.length < durable.length && durable.subarray(0, bytes.length).equals(bytes)) file.bytes = random.pick([durable, bytes]);
  else if (!bytes.equals(durable)) {
    const common = commonLength(bytes, durable);
    const torn = common + random.below(bytes.length - common + 1);
    file.bytes = random.pick([
      durable,
      bytes,
      bytes.subarray(0, torn),
      Buffer.concat([bytes.subarray(0, common), Buffer.alloc(bytes.length - common)]),
      Buffer.concat([bytes.subarray(0, torn), Buffer.alloc(bytes.length - torn)]),
    ]);
  }
  file.durable = file.bytes;
  file.dropped = null;
}

function commonLength(one: Buffer, other: Buffer): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
