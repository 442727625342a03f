/**
 * Raw HTML blocks: what opens one, and what ends it.
 */
const blockNames =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";

const kinds: readonly { readonly opens: RegExp; readonly ends: RegExp | null; readonly interrupts: boolean }[] = [
  { opens: /^<(?:script|pre|style|textarea)(?=[ \t>]|$)/i, ends: /<\/(?:script|pre|style|textarea)>/i, interrupts: true },
  { opens: /^<!--/, ends: /-->/, interrupts: true },
  { opens: /^<\?/, ends: /\?>/, interrupts: true },
  { opens: /^<![A-Za-z]/, ends: />/, interrupts: true },
  { opens: /^<!\[CDATA\[/, ends: /\]\]>/, interrupts: true },
  { opens: new RegExp(`^</?(?:${blockNames})(?=[ \\t]|/?>|$)`, "i"), ends: null, interrupts: true },
  {
    opens:
      /^<(?:[A-Za-z][A-Za-z0-9-]*(?:[ \t]+[A-Za-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>|\/[A-Za-z][A-Za-z0-9-]*[ \t]*>)[ \t]*$/,
    ends: null,
    interrupts: false,
  },
];

export interface HtmlKind {
  /** `null`: a blank line ends it. */
  readonly ends: RegExp | null;
  readonly interrupts: boolean;
}

export function opensHtml(text: string): HtmlKind | null {
  return kinds.find(({ opens }) => opens.test(text)) ?? null;
}
