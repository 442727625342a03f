/**
 * The inside of a paragraph, heading or table cell as mdast: what is common, exactly as remark reads it. What is rare
 * (odd addresses and links, strikethrough) is not tried here: `null`, and remark reads that text.
 */
import { decodeNamedCharacterReference } from "decode-named-character-reference";
import type { PhrasingContent } from "mdast";
import { identifierOf } from "./definition.ts";
import { classOf, hasEscape, isAsciiPunctuation, isReference, startsBareAddress } from "./characters.ts";
import type { TextLines } from "./text-lines.ts";

interface Piece {
  /** `null` for text and for delimiters, which become text unless they match. */
  node: PhrasingContent | null;
  value: string;
  /** In the joined text. */
  start: number;
  end: number;
  delimiter: { readonly mark: string; readonly canOpen: boolean; readonly canClose: boolean } | null;
}

interface Bracket {
  readonly index: number;
  readonly start: number;
  readonly isImage: boolean;
  isActive: boolean;
}

const special = /[\\`*_[\]!<&\n~@]|(?<=[pPsS]):\/\/|[wW]{3}\./;
const tag =
  /<(?:[A-Za-z][A-Za-z0-9-]*(?:[ \t]+[A-Za-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^\s"'=<>`]+|'[^'\n]*'|"[^"\n]*"))?)*[ \t]*\/?>|\/[A-Za-z][A-Za-z0-9-]*[ \t]*>)/y;
const uri = /<[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*>/y;
const bareAddress = /https?:\/\/[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*(?::\d+)?(?:\/[A-Za-z0-9/.=?#%:+_-]*)?/y;
const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z\d]{1,31}));/y;
/** What stands behind `@` as far as it could be a host. */
const host = /[\w.-]*/y;
const footnote = /\[\^([^\s[\]\\&]{1,999})\]/y;
/** What no link's destination begins with: a word, and behind it something that is no title. */
const noResource = /\([ \t]*[^\s()<>\\][^\s()\\]*[ \t]+[^\s"'()]/y;
const resource =
  /\([ \t]*\n?[ \t]*(?:<([^<>\\\n]*)>|([^\s()<>\\\p{Cc}][^\s()\\\p{Cc}]*)?)(?:[ \t]+(?:"([^"\\\n]*)"|'([^'\\\n]*)'))?[ \t]*\)/uy;

/** `labels`: the identifiers that have a definition; `notes`: those of footnotes. */
export function readInline(lines: TextLines, labels: ReadonlySet<string>, notes: ReadonlySet<string>): PhrasingContent[] | null {
  const { text } = lines;
  if (!special.test(text)) return text === "" ? [] : [{ type: "text", value: text, position: lines.position(0, text.length) }];
  return new InlineReader(lines, labels, notes).read();
}

class InlineReader {
  readonly #lines: TextLines;
  readonly #text: string;
  readonly #labels: ReadonlySet<string>;
  readonly #notes: ReadonlySet<string>;
  #pieces: Piece[] = [];
  readonly #brackets: Bracket[] = [];
  #at = 0;
  #tildes = 0;
  /** Where addresses stand as text. */
  readonly #bare: number[] = [];

  constructor(lines: TextLines, labels: ReadonlySet<string>, notes: ReadonlySet<string>) {
    this.#lines = lines;
    this.#labels = labels;
    this.#notes = notes;
    this.#text = lines.text;
  }

  read(): PhrasingContent[] | null {
    const text = this.#text;
    while (this.#at < text.length) if (!this.#step()) return null;
    return this.#tildes > 1 || this.#bare.length > 0 ? null : this.#assemble(this.#pieces);
  }

  /** False where remark must decide. */
  #step(): boolean {
    const text = this.#text;
    const at = this.#at;
    switch (text[at]) {
      case "\\":
        return this.#readEscape();
      case "`":
        return this.#readCode();
      case "*":
      case "_":
        return this.#readDelimiter(text[at]!);
      case "[":
        return text[at + 1] === "^" && this.#readFootnote() ? true : this.#open(1, false);
      case "!":
        return text[at + 1] === "[" ? this.#open(2, true) : this.#addText(1);
      case "]":
        return this.#close();
      case "<":
        return this.#readAngle();
      case "&":
        return this.#readReference();
      case "\n":
        return this.#readLineEnd();
      case "~":
        this.#tildes++;
        return this.#addText(1);
      case "@":
        return this.#readMailAddress();
      default:
        return this.#readPlain();
    }
  }

  #readPlain(): boolean {
    const text = this.#text;
    let end = this.#at;
    for (; end < text.length; end++) {
      switch (text.charCodeAt(end)) {
        case 92:
        case 96:
        case 42:
        case 95:
        case 91:
        case 93:
        case 33:
        case 60:
        case 38:
        case 10:
        case 126:
        case 64:
          return this.#addText(end - this.#at);
        case 58:
        case 46:
          if (startsBareAddress(text, end)) return this.#readAddress(end);
      }
    }
    return this.#addText(end - this.#at);
  }

  /** `https://...` in plain words; inside brackets it is left as text, which it stays if they become a link's. */
  #readAddress(colon: number): boolean {
    const text = this.#text;
    const start =
      colon -
      (text
        .slice(Math.max(0, colon - 5), colon)
        .toLowerCase()
        .endsWith("https")
        ? 5
        : 4);
    bareAddress.lastIndex = start;
    const match =
      text[colon] === ":" && start >= this.#at && !/[A-Za-z]/.test(text[start - 1] ?? "") ? bareAddress.exec(text)?.[0] : undefined;
    if (match === undefined) return false;
    const url = match.replace(/[.:?]+$/, "");
    const end = start + url.length;
    if (url.endsWith("_") || url.length < colon - start + 4 || !/^[.:?,]*(?:\s|$)/.test(text.slice(end, end + 8))) {
      if (this.#brackets.length === 0 || text[end] !== "]") return false;
    }
    if (this.#brackets.length > 0) {
      this.#bare.push(start);
      return this.#addText(end - this.#at);
    }
    if (start > this.#at) this.#addText(start - this.#at);
    const position = this.#lines.position(start, end);
    return this.#addNode(
      { type: "link", title: null, url, children: [{ type: "text", value: url, position: this.#lines.position(start, end) }], position },
      end,
    );
  }

  /** `&mdash;`; what could become part of an address is left to remark, which looks for addresses in the decoded text. */
  #readReference(): boolean {
    reference.lastIndex = this.#at;
    const [whole, decimal, hexadecimal, name] = reference.exec(this.#text) ?? [];
    if (whole === undefined) return this.#addText(1);
    const value = name === undefined ? decodeNumber(decimal, hexadecimal) : decodeNamedCharacterReference(name);
    if (value === false) return this.#addText(1);
    return value === null || /[\w\s@.:/+-]/.test(value.replaceAll("\u00A0", "")) ? false : this.#addText(whole.length, value);
  }

  /** At `@`: an address in plain words is a link; without a dot behind it, it is none, as in `ubuntu@host`. */
  #readMailAddress(): boolean {
    const text = this.#text;
    const at = this.#at;
    if (!/[\w.+-]/.test(text[at - 1] ?? "") || !/[\w.-]/.test(text[at + 1] ?? "")) return this.#addText(1);
    host.lastIndex = at + 1;
    const run = host.exec(text)![0];
    const behind = text[at + 1 + run.length];
    const name = run.replace(/\.$/, "");
    if (behind === "\\" || behind === "&" || behind === "@") return false;
    if (!name.includes(".")) return this.#addText(1);
    let start = at;
    while (/[A-Za-z\d.+-]/.test(text[start - 1] ?? "")) start--;
    const last = this.#pieces.at(-1);
    const isPlain = /^[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*\.[A-Za-z\d-]*[A-Za-z]$/.test(name) && !/^[^\s,;:)]/.test(behind ?? " ");
    const isInWords =
      last?.node === null && last.delimiter === null && last.end === at && last.start <= start && !/[^\s(]/.test(text[start - 1] ?? " ");
    if (!isPlain || !isInWords || this.#brackets.length > 0) return false;
    last.value = last.value.slice(0, last.value.length - (at - start));
    last.end = start;
    if (last.value === "") this.#pieces.pop();
    this.#at = start;
    const end = at + 1 + name.length;
    const value = text.slice(start, end);
    const child: PhrasingContent = { type: "text", value, position: this.#lines.position(start, end) };
    return this.#addNode(
      { type: "link", title: null, url: `mailto:${value}`, children: [child], position: this.#lines.position(start, end) },
      end,
    );
  }

  #readFootnote(): boolean {
    footnote.lastIndex = this.#at;
    const [whole, label] = footnote.exec(this.#text) ?? [];
    if (whole === undefined || !this.#notes.has(identifierOf(label!))) return false;
    const end = this.#at + whole.length;
    const position = this.#lines.position(this.#at, end);
    return this.#addNode({ type: "footnoteReference", identifier: identifierOf(label!).toLowerCase(), label: label!, position }, end);
  }

  #addText(length: number, value = this.#text.slice(this.#at, this.#at + length)): boolean {
    const last = this.#pieces.at(-1);
    const end = this.#at + length;
    if (last !== undefined && last.node === null && last.delimiter === null && last.end === this.#at) {
      last.value += value;
      last.end = end;
    } else {
      this.#pieces.push({ node: null, value, start: this.#at, end, delimiter: null });
    }
    this.#at = end;
    return true;
  }

  #addNode(node: PhrasingContent, end: number): boolean {
    this.#pieces.push({ node, value: "", start: this.#at, end, delimiter: null });
    this.#at = end;
    return true;
  }

  /** A mark that may be part of an address is left to remark, which looks for addresses in the unescaped text. */
  #readEscape(): boolean {
    const next = this.#text[this.#at + 1];
    if (next === "\n" || next === "@" || next === ":" || next === "/") return false;
    if (next === "." && /www$/i.test(this.#text.slice(Math.max(0, this.#at - 3), this.#at))) return false;
    return next !== undefined && isAsciiPunctuation(next) ? this.#addText(2, next) : this.#addText(1);
  }

  #readCode(): boolean {
    const text = this.#text;
    let open = this.#at;
    while (text[open] === "`") open++;
    const length = open - this.#at;
    let at = open;
    for (;;) {
      at = text.indexOf("`", at);
      if (at === -1) return this.#lines.isNested ? false : this.#addText(length);
      let end = at;
      while (text[end] === "`") end++;
      if (end - at === length) {
        let value = text.slice(open, at);
        // What stands before the second line's first word belongs to the value.
        if (value.includes("\n")) return this.#lines.isFlush ? this.#addCode(value, end) : false;
        if (value.trim() === "") return false;
        if (/^[ ].*[ ]$/.test(value)) value = value.slice(1, -1);
        return this.#addNode({ type: "inlineCode", value, position: this.#lines.position(this.#at, end) }, end);
      }
      at = end;
    }
  }

  #addCode(raw: string, end: number): boolean {
    const isPadded = /^[ \n]/.test(raw) && /[ \n]$/.test(raw) && /[^ \n]/.test(raw);
    // A tab, or blanks around the break, are too rare to be learnt here.
    if (isPadded || /[ \t]\n|\n[ \t]|\n\n/.test(raw)) return false;
    return this.#addNode({ type: "inlineCode", value: raw, position: this.#lines.position(this.#at, end) }, end);
  }

  #readDelimiter(mark: string): boolean {
    const text = this.#text;
    let end = this.#at;
    while (text[end] === mark) end++;
    const before = classOf(text.charCodeAt(this.#at - 1));
    const after = classOf(text.charCodeAt(end));
    const opens = after === 0 || (after === 2 && before !== 0) || text[end] === "~";
    const closes = before === 0 || (before === 2 && after !== 0) || text[this.#at - 1] === "~";
    const canOpen = mark === "*" ? opens : opens && (before !== 0 || !closes);
    const canClose = mark === "*" ? closes : closes && (after !== 0 || !opens);
    this.#pieces.push({ node: null, value: text.slice(this.#at, end), start: this.#at, end, delimiter: { mark, canOpen, canClose } });
    this.#at = end;
    return true;
  }

  #open(length: number, isImage: boolean): boolean {
    if (isImage && this.#text[this.#at + length] === "^") return false;
    this.#brackets.push({ index: this.#pieces.length, start: this.#at, isImage, isActive: true });
    this.#pieces.push({
      node: null,
      value: this.#text.slice(this.#at, this.#at + length),
      start: this.#at,
      end: this.#at + length,
      delimiter: null,
    });
    this.#at += length;
    // A piece of its own, so that the text behind it is not joined to it.
    this.#pieces.push({ node: null, value: "", start: this.#at, end: this.#at, delimiter: null });
    return true;
  }

  #close(): boolean {
    const bracket = this.#brackets.pop();
    if (bracket === undefined || !bracket.isActive) return this.#addText(1);
    const text = this.#text;
    noResource.lastIndex = this.#at + 1;
    const label = text.slice(bracket.start + (bracket.isImage ? 2 : 1), this.#at);
    if (text[this.#at + 1] === "(" && !noResource.test(text)) {
      resource.lastIndex = this.#at + 1;
      const match = resource.exec(text);
      if (match === null || isReference(match[0])) return false;
      const url = match[1] ?? match[2] ?? "";
      const title = match[3] ?? match[4] ?? null;
      if (match[1] === undefined && match[2] === undefined && title !== null) return false;
      return this.#link(bracket, this.#at + 1 + match[0].length, { title, url }, null);
    }
    if (this.#labels.size === 0) return this.#addText(1);
    if (text[this.#at + 1] === "[") {
      const full = /^\[([^[\]\\&\n]*)\]/.exec(text.slice(this.#at + 1, this.#at + 1003));
      if (full === null) return false;
      const isFull = full[1]!.trim() !== "";
      if (!isFull && full[1] !== "") return false;
      const named = isFull ? full[1]! : label;
      if (!isPlainLabel(named)) return false;
      if (!this.#labels.has(identifierOf(named))) return isFull ? false : this.#addText(1);
      const referenceType = isFull ? "full" : "collapsed";
      return this.#link(bracket, this.#at + 1 + full[0].length, null, {
        identifier: identifierOf(named).toLowerCase(),
        label: named,
        referenceType,
      });
    }
    if (label.includes("[") && label.includes("]")) return this.#addText(1);
    if (!isPlainLabel(label)) return false;
    if (!this.#labels.has(identifierOf(label))) return this.#addText(1);
    return this.#link(bracket, this.#at + 1, null, { identifier: identifierOf(label).toLowerCase(), label, referenceType: "shortcut" });
  }

  #link(
    bracket: Bracket,
    end: number,
    target: { readonly title: string | null; readonly url: string } | null,
    reference: { readonly identifier: string; readonly label: string; readonly referenceType: "full" | "collapsed" | "shortcut" } | null,
  ): boolean {
    while (this.#bare.length > 0 && this.#bare.at(-1)! > bracket.start) this.#bare.pop();
    const inside = this.#pieces.splice(bracket.index).slice(1);
    const children = this.#assemble(inside);
    const position = this.#lines.position(bracket.start, end);
    this.#at = bracket.start;
    if (!bracket.isImage) {
      for (const earlier of this.#brackets) if (!earlier.isImage) earlier.isActive = false;
      if (reference !== null) return this.#addNode({ type: "linkReference", ...reference, children: children as [], position }, end);
      return this.#addNode({ type: "link", ...target!, children: children as [], position }, end);
    }
    if (children.some(({ type }) => type !== "text")) return false;
    const alt = children.map((child) => ("value" in child ? child.value : "")).join("");
    if (reference !== null) return this.#addNode({ type: "imageReference", alt, ...reference, position }, end);
    return this.#addNode({ type: "image", ...target!, alt, position }, end);
  }

  #readAngle(): boolean {
    const at = this.#at;
    const next = this.#text[at + 1] ?? "";
    if (this.#lines.isNested && /[A-Za-z/]/.test(next)) return false;
    if (/[!?]/.test(next)) return this.#readComment();
    if (!/[A-Za-z/]/.test(next)) return /[\d.!#$%&'*+=?^_`{|}~-]/.test(next) && this.#text.includes("@", at) ? false : this.#addText(1);
    uri.lastIndex = at;
    const address = uri.exec(this.#text)?.[0];
    if (address !== undefined) {
      const url = address.slice(1, -1);
      if (hasEscape(url)) return false;
      const end = at + address.length;
      const text: PhrasingContent = { type: "text", value: url, position: this.#lines.position(at + 1, end - 1) };
      return this.#addNode({ type: "link", title: null, url, children: [text], position: this.#lines.position(at, end) }, end);
    }
    tag.lastIndex = at;
    const html = tag.exec(this.#text)?.[0];
    if (html !== undefined)
      return this.#addNode({ type: "html", value: html, position: this.#lines.position(at, at + html.length) }, at + html.length);
    // An e-mail address, or a tag over several lines.
    const close = this.#text.indexOf(">", at);
    if (close === -1) return this.#addText(1);
    return /[@\n=]/.test(this.#text.slice(at, close)) ? false : this.#addText(1);
  }

  #readComment(): boolean {
    const end = this.#text.indexOf("-->", this.#at + 4);
    if (!this.#text.startsWith("<!--", this.#at) || end === -1) return false;
    const value = this.#text.slice(this.#at, end + 3);
    if (/\n/.test(value) || /^<!--(?:>|->)/.test(value)) return false;
    return this.#addNode({ type: "html", value, position: this.#lines.position(this.#at, end + 3) }, end + 3);
  }

  /** Blanks around the break go; two of them, or a backslash, would be a hard break. */
  #readLineEnd(): boolean {
    const last = this.#pieces.at(-1);
    const isText = last !== undefined && last.node === null && last.delimiter === null && last.end === this.#at;
    let next = this.#at + 1;
    while (this.#text[next] === " " || this.#text[next] === "\t") next++;
    const before = this.#text[this.#at - 1];
    const blanks = isText && (before === " " || before === "\t") ? (/[ \t]+$/.exec(last.value)?.[0] ?? "") : "";
    if (blanks.includes("\t")) return false;
    if (blanks !== "") {
      last!.value = last!.value.slice(0, -blanks.length);
      last!.end -= blanks.length;
      if (last!.value === "") this.#pieces.pop();
    }
    const start = this.#at;
    this.#at = next;
    if (blanks.length >= 2) {
      const from = start - blanks.length;
      const position = { start: this.#lines.point(from), end: this.#lines.lineStartPoint(next) };
      this.#pieces.push({ node: { type: "break", position }, value: "", start: from, end: next, delimiter: null });
      return true;
    }
    // A piece of its own, so that a line costs no more than it is long.
    const piece: Piece = { node: null, value: "\n", start, end: next, delimiter: null };
    this.#pieces.push(piece);
    this.#endAtLine(piece, next);
    return true;
  }

  /** Nothing but text may follow a line end in its piece; where a node follows, the piece ends with the line end. */
  #endAtLine(piece: Piece, next: number): void {
    this.#lineEnds.set(piece, next);
  }
  readonly #lineEnds = new Map<Piece, number>();

  #assemble(pieces: Piece[]): PhrasingContent[] {
    matchDelimiters(pieces, this.#lines, (inside) => this.#toNodes(inside));
    return this.#toNodes(pieces);
  }

  #toNodes(pieces: readonly Piece[]): PhrasingContent[] {
    const nodes: PhrasingContent[] = [];
    let from: Piece | null = null;
    let to: Piece | null = null;
    let value = "";
    const flush = (): void => {
      if (from !== null && to !== null && value !== "") {
        const start = this.#lines.point(from.start);
        const endsWithLine = this.#lineEnds.get(to) === to.end;
        const end = endsWithLine ? this.#lines.lineStartPoint(to.end) : this.#lines.point(to.end);
        nodes.push({ type: "text", value, position: { start, end } });
      }
      from = null;
      to = null;
      value = "";
    };
    for (const piece of pieces) {
      if (piece.node !== null) {
        flush();
        nodes.push(piece.node);
      } else if (piece.value !== "") {
        from ??= piece;
        to = piece;
        value += piece.value;
      }
    }
    flush();
    return nodes;
  }
}

/** `null` for what is replaced because no text may hold it. */
function decodeNumber(decimal: string | undefined, hexadecimal: string | undefined): string | null {
  const code = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number.parseInt(decimal, 10);
  const isCharacter = code >= 160 && code <= 0xd7ff;
  return isCharacter || (code >= 32 && code <= 126) ? String.fromCharCode(code) : null;
}

/** One line without escapes; every other label is remark's. */
function isPlainLabel(label: string): boolean {
  return label.length < 1_000 && !/[\\&\n[\]]/.test(label);
}

/** Emphasis and strong: each closing run with the nearest opening run, as CommonMark pairs them. */
function matchDelimiters(pieces: Piece[], lines: TextLines, toNodes: (pieces: readonly Piece[]) => PhrasingContent[]): void {
  for (let close = 0; close < pieces.length; close++) {
    const closer = pieces[close]!;
    if (closer.delimiter?.canClose !== true || closer.value === "") continue;
    const open = findOpener(pieces, close);
    if (open === -1) continue;
    const opener = pieces[open]!;
    const used = opener.value.length > 1 && closer.value.length > 1 ? 2 : 1;
    const children = toNodes(pieces.slice(open + 1, close));
    const [start, end] = [opener.end - used, closer.start + used];
    const node: PhrasingContent = { type: used === 2 ? "strong" : "emphasis", children, position: lines.position(start, end) };
    opener.end -= used;
    opener.value = opener.value.slice(used);
    closer.start += used;
    closer.value = closer.value.slice(used);
    pieces.splice(open + 1, close - open - 1, { node, value: "", start, end, delimiter: null });
    // The same run may close once more.
    close = open + 1;
  }
}

function findOpener(pieces: readonly Piece[], close: number): number {
  const closer = pieces[close]!;
  for (let open = close - 1; open >= 0; open--) {
    const opener = pieces[open]!;
    if (opener.delimiter?.canOpen !== true || opener.delimiter.mark !== closer.delimiter?.mark || opener.value === "") continue;
    const isEither = opener.delimiter.canClose || closer.delimiter.canOpen;
    if (isEither && closer.value.length % 3 !== 0 && (opener.value.length + closer.value.length) % 3 === 0) continue;
    return open;
  }
  return -1;
}
