/** Reads a sed script as far as one must to know that it only edits its stream. */

/** Why this call of sed is refused, or `null`. */
export function judgeSed(values: readonly string[]): string | null {
  const scripts: string[] = [];
  const operands: string[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? "";
    if (value === "--expression" || /^-[nErsuz]*e$/.test(value)) {
      scripts.push(values[index + 1] ?? "");
      index += 1;
    } else if (value.startsWith("--expression=")) scripts.push(value.slice("--expression=".length));
    else if (
      /^-[nErsuz]+$/.test(value) ||
      ["--quiet", "--silent", "--regexp-extended", "--sandbox", "--posix", "--null-data"].includes(value)
    )
      continue;
    else if (value.startsWith("-") && value !== "-") return `the option \`${value}\` of \`sed\` is not judged`;
    else operands.push(value);
  }
  const script = scripts.length > 0 ? scripts.join("\n") : operands[0];
  if (script === undefined) return "`sed` without a script";
  return new SedScript(script).judge();
}

class SedScript {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  judge(): string | null {
    while (true) {
      this.#skip(/[\s;{}]*/y);
      if (this.#at >= this.#text.length) return null;
      if (!this.#skipAddresses()) return "an address of this `sed` script cannot be read";
      const command = this.#text[this.#at] ?? "";
      this.#at += 1;
      const refusal = this.#judgeCommand(command);
      if (refusal !== null) return refusal;
    }
  }

  #judgeCommand(command: string): string | null {
    if (command === "{" || command === "") return null;
    if ("=dDgGhHlnNpPqQxzF".includes(command)) return this.#skip(/[ \t]*\d*/y);
    if (command === ":" || "btT".includes(command)) return this.#skip(/[^;\n}]*/y);
    if ("aic".includes(command)) return this.#skip(/(?:\\\n|[^\n])*/y);
    if (command === "y")
      return this.#skipDelimited(true, false) && this.#skipDelimited(false) ? null : "a `y` command of this `sed` script cannot be read";
    if (command !== "s") return `the command \`${command}\` of \`sed\` reaches files or programs, or is not known`;
    if (!this.#skipDelimited() || !this.#skipDelimited(false)) return "an `s` command of this `sed` script cannot be read";
    this.#skip(/[gpiImM0-9]*/y);
    return "we".includes(this.#text[this.#at] ?? " ") ? "the flags `w` and `e` of `sed` write files and start programs" : null;
  }

  #skip(pattern: RegExp): null {
    pattern.lastIndex = this.#at;
    if (pattern.exec(this.#text) !== null) this.#at = pattern.lastIndex;
    return null;
  }

  /**
   * From a delimiter (or, for the second half, from right after it) to the next one that is not escaped. Whether a
   * delimiter in brackets counts differs between seds, so such a script is not read at all.
   */
  #skipDelimited(opens = true, isRegex = opens): boolean {
    if (opens) this.#delimiter = this.#text[this.#at] ?? "";
    let at = opens ? this.#at + 1 : this.#at;
    while (at < this.#text.length && this.#text[at] !== this.#delimiter) {
      const end = isRegex && this.#text[at] === "[" ? this.#endOfBrackets(at) : at + 1;
      if (end === null) return false;
      at = this.#text[at] === "\\" ? at + 2 : end;
    }
    if (at >= this.#text.length || this.#delimiter === "") return false;
    this.#at = at + 1;
    return true;
  }
  #delimiter = "";

  #endOfBrackets(start: number): number | null {
    const brackets = /\[\^?\]?(?:\[[:.=][a-z]+[:.=]\]|[^\]])*\]/y;
    brackets.lastIndex = start;
    const match = brackets.exec(this.#text);
    return match === null || match[0].includes(this.#delimiter) ? null : brackets.lastIndex;
  }

  #skipAddresses(): boolean {
    for (let count = 0; count < 2; count += 1) {
      if (!this.#skipAddress()) return false;
      this.#skip(/[ \t]*/y);
      if (this.#text[this.#at] !== ",") break;
      this.#at += 1;
      this.#skip(/[ \t]*/y);
    }
    this.#skip(/[!\s]*/y);
    return true;
  }

  #skipAddress(): boolean {
    const char = this.#text[this.#at] ?? "";
    if (char === "\\") this.#at += 1;
    if (char === "/" || char === "\\") {
      if (!this.#skipDelimited()) return false;
      this.#skip(/[IM]*/y);
      return true;
    }
    this.#skip(/\$|[+~]?\d+(~\d+)?/y);
    return true;
  }
}
