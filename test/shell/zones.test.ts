import { expect, test } from "vitest";
import { zonesOf, type ShellZone } from "../../compiler/ast/shell-zones.ts";
import { parseShell } from "../../compiler/ast/shell.ts";

const letters: Record<ShellZone, string> = {
  between: ".",
  word: "w",
  singleQuotes: "s",
  doubleQuotes: "d",
  heredoc: "h",
  comment: "c",
  arithmetic: "a",
};

test.each([
  ["a b # c", "w.w.ccc"],
  ["a#b '#c' \"#d\"", "www.ssss.dddd"],
  ["\"$(a 'b' # c\n)\"", "d..w.sss.ccc..d"],
  ["cat <<E # c\n#b\nE", "www.www.ccc.hhhw"],
  ["((16#f)) # c", "aaaaaaaa.ccc"],
  ["if a; then # c\nb; fi", "...w.......ccc.w...."],
  ["x=1 >f # c", "www.ww.ccc"],
  ["`a \\`b\\`` # c", "wwwwwwwww.ccc"],
  ["\"${a:-'b'}\"", "dwwwwwwwwwd"],
])("%j", (text, expected) => {
  expect(
    zonesOf(parseShell(text), text)
      .map((zone) => letters[zone])
      .join(""),
  ).toBe(expected);
});
