/**
 * The warning syntaxes beside labels: `> [!NOTE]`, `:::note`, `!!! note`, shortcodes, HTML. Each opens one admonition, and
 * says where it ends. (`> **Note:**`, `**Warning:**` and `NOTE:` are labels.)
 */
import { admonitionKeyword } from "./label-words.ts";

export interface Opener {
  readonly keyword: "CAUTION" | "NOTE";
  /** Characters of the opening mark; what follows is text. */
  readonly length: number;
  readonly ends:
    /** With the block quote. */
    | { readonly by: "quote" }
    /** At a line that holds this mark. */
    | { readonly by: "mark"; readonly pattern: RegExp }
    /** With the indented lines. */
    | { readonly by: "indent" };
}

/** Reads the opening mark of a paragraph's text, or of a block of raw HTML. */
export function readOpener(text: string, isQuoted: boolean): Opener | null {
  if (!"[:!?{<".includes(text.charAt(0))) return null;
  const alert = isQuoted ? /^\[!([A-Za-z]+)\] ?/.exec(text) : null;
  if (alert !== null) return make(alert, { by: "quote" });
  const directive = /^:{3,} ?\{?\.?([A-Za-z]+)\}?(?:\[[^\]]*\])? ?/.exec(text);
  if (directive !== null) return make(directive, { by: "mark", pattern: / ?:{3,}$/ });
  const material = /^(?:!!!|\?\?\?\+?) ?([A-Za-z]+)(?: "[^"]*")? ?/.exec(text);
  if (material !== null) return make(material, { by: "indent" });
  const shortcode = /^\{\{[<%] *([A-Za-z]+)\b[^}]*[>%]\}\} ?/.exec(text);
  if (shortcode !== null) return make(shortcode, { by: "mark", pattern: new RegExp(` ?\\{\\{[<%] */${shortcode[1]} *[>%]\\}\\}$`) });
  const element = /^<(?:(?:div|aside|section|p) [^>]*class="[^"]*\b([A-Za-z]+)\b[^"]*"|([A-Z][A-Za-z]+))[^>]*> ?/.exec(text);
  return element === null ? null : make(element, { by: "mark", pattern: / ?<\/[A-Za-z]+> ?$/ }, element[1] ?? element[2]);
}

function make(match: RegExpExecArray, ends: Opener["ends"], word = match[1]): Opener | null {
  const keyword = admonitionKeyword(word ?? "");
  return keyword === null ? null : { keyword, length: match[0].length, ends };
}
