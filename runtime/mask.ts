/**
 * Takes secrets out of what a block wrote, before anything else reads it. A secret is looked for as it is and in the shapes
 * that programs give it (`secret-shapes.ts`), once in the bytes as they stand and once in their shadow: the same bytes
 * without escape sequences, backspaces, NULs and line ends, where a colour, a wrap or UTF-16 has torn it apart.
 */
import { shapesOf } from "./secret-shapes.ts";

/** What a find may be long at most, beyond its own text, where escape sequences stand in it. */
const chunkBytes = 1024 * 1024;
const replacement = Buffer.from("[secret]");

/** The shapes of some secrets, ready to look for. */
export interface Shapes {
  /** One for each text: what is found of one must not hide the end of a longer one. */
  readonly patterns: readonly RegExp[];
  /** The most characters that a find can have in the text or its shadow. */
  readonly longest: number;
}

/** `null`: there is nothing to hide. */
export function compileShapes(secrets: readonly string[]): Shapes | null {
  const texts = secrets.flatMap((secret) => shapesOf(secret));
  if (texts.length === 0) return null;
  return {
    patterns: texts.map((shapes) => new RegExp([...new Set(shapes.map(({ source }) => source))].join("|"), "g")),
    longest: Math.max(...texts.flat().map(({ longest }) => longest)),
  };
}

/** `text` without the secrets. */
export function maskText(text: string, shapes: Shapes | null): string {
  if (shapes === null) return text;
  const written: Buffer[] = [];
  const mask = new Mask(shapes, (bytes) => void written.push(Buffer.from(bytes)));
  mask.add(Buffer.from(text));
  mask.finish();
  return Buffer.concat(written).toString();
}

/** A stream of bytes without the secrets, however it is cut. What may be the beginning of a find is held back. */
export class Mask {
  readonly #shapes: Shapes;
  readonly #write: (bytes: Buffer) => void;
  #held: Buffer = Buffer.alloc(0);
  /** Where in an escape sequence the held bytes begin. */
  #state: State = State.text;

  constructor(shapes: Shapes, write: (bytes: Buffer) => void) {
    this.#shapes = shapes;
    this.#write = write;
  }

  add(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    this.#pass(false);
  }

  finish(): void {
    this.#pass(true);
  }

  #pass(isLast: boolean): void {
    const { longest } = this.#shapes;
    const bytes = this.#held;
    const shadow = shadowOf(bytes, this.#state);
    const finds = [
      ...this.#find(bytes.toString("latin1")),
      ...this.#find(shadow.text).map(({ start, end }) => ({
        start: shadow.starts[start] as number,
        end: shadow.ends[end - 1] as number,
      })),
    ].sort((a, b) => a.start - b.start || b.end - a.end);
    let limit = isLast ? bytes.length : this.#limit(bytes, shadow, longest);
    let at = 0;
    for (const { start, end } of finds) {
      if (start >= limit) break;
      if (start >= at) {
        this.#write(bytes.subarray(at, start));
        this.#write(replacement);
      }
      at = Math.max(at, end);
    }
    limit = Math.max(limit, at);
    if (limit > at) this.#write(bytes.subarray(at, limit));
    this.#state = shadowOf(bytes.subarray(0, limit), this.#state).state;
    this.#held = bytes.subarray(limit);
  }

  /** Finds may overlap: what is left of one is not shown because it began in another. */
  #find(text: string): { readonly start: number; readonly end: number }[] {
    const finds = [];
    for (const pattern of this.#shapes.patterns) {
      pattern.lastIndex = 0;
      for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
        finds.push({ start: found.index, end: pattern.lastIndex });
        pattern.lastIndex = found.index + 1;
      }
    }
    return finds;
  }

  /** Up to where nothing that is still to come can be part of a find. */
  #limit(bytes: Buffer, shadow: Shadow, longest: number): number {
    const inText = bytes.length - longest;
    const inShadow = shadow.text.length < longest ? 0 : (shadow.starts[shadow.text.length - longest] as number);
    // Where the shadow is thin (a megabyte of NULs, a sequence without end) the bytes are let go all the same.
    return Math.max(0, Math.min(inText, inText - inShadow > chunkBytes ? inText - chunkBytes : inShadow));
  }
}

const State = { text: 0, escape: 1, control: 2, string: 3, stringEscape: 4 } as const;
type State = (typeof State)[keyof typeof State];

interface Shadow {
  readonly text: string;
  /** Where each character of `text` begins and ends in the bytes, with what was struck over by it. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** After the last byte. */
  readonly state: State;
}

/**
 * The bytes without what a terminal obeys or leaves out (ECMA-48: `ESC [ ... final`, `ESC ] ... BEL` or `ESC \`, `ESC final`).
 * A backspace takes back the character before it, as in bold text of manual pages.
 */
function shadowOf(bytes: Buffer, from: State): Shadow {
  const text = Buffer.alloc(bytes.length);
  const starts = new Uint32Array(bytes.length);
  const ends = new Uint32Array(bytes.length);
  let length = 0;
  let struck: number | null = null;
  let state: State = from;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    switch (state) {
      case State.text:
        if (byte === 0x1b) state = State.escape;
        else if (byte === 0x08) {
          length = Math.max(0, length - 1);
          struck = starts[length] as number;
        } else if (byte !== 0x0a && byte !== 0x0d && byte !== 0) {
          text[length] = byte;
          starts[length] = struck ?? at;
          ends[length++] = at + 1;
          struck = null;
        }
        break;
      case State.escape:
        if (byte === 0x5b) state = State.control;
        else if (byte === 0x5d || byte === 0x50 || byte === 0x58 || byte === 0x5e || byte === 0x5f) state = State.string;
        else if (byte < 0x20 || byte > 0x2f) state = State.text;
        break;
      case State.control:
        if (byte < 0x20 || byte > 0x3f) state = State.text;
        break;
      case State.string:
        if (byte === 0x07) state = State.text;
        else if (byte === 0x1b) state = State.stringEscape;
        break;
      case State.stringEscape:
        state = byte === 0x5c ? State.text : State.string;
        break;
    }
  }
  return { text: text.subarray(0, length).toString("latin1"), starts, ends, state };
}
