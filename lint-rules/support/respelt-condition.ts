/**
 * Sentences that are one word off a condition: ``stdout isn't `x` ``, ``each line equals `up` ``, `exit code is 0`. The machine
 * does not guess, so they are put to the operator; the rule says how the machine would read them.
 */

const countWords = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** What a condition is called in everyday words, and in the language; code spans stay as they are. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\u2019/g, "'"],
  [/^the (?=stdout|stderr|output|exit|command)/i, ""],
  [/^standard output\b/i, "stdout"],
  [/^standard error\b/i, "stderr"],
  [/^(?:exit|return) (?:status|code|value)\b/i, "exit"],
  [/^(?:the command |it )?(?:returns|exits with) (?:status |code )?(?=\d)/i, "exit is "],
  [/^(\uE000\d+\uE000) (?:returns|exits with) (?:status |code )?0$/i, "$1 succeeds"],
  [/^(\uE000\d+\uE000) (?:is successful|works)$/i, "$1 succeeds"],
  [/^(?:all|each)(?: of)?(?: the)? (?:output )?lines?\b/i, "every line"],
  [/^every output line\b/i, "every line"],
  [/^none of the lines\b/i, "no line"],
  [/^any (?:of the )?lines?\b/i, "some line"],
  [/ (?:isn't|aren't|(?:is|are) not equal to|(?:does not|doesn't|do not|don't) equal|(?:should|must|may|shall) not be|!=) /gi, " is not "],
  [/ (?:doesn't|don't|(?:should|must|may|shall) not) (?=contain)/gi, " does not "],
  [/ (?:should|must|shall|has to|have to) be /gi, " is "],
  [/ (?:equals?|==?|(?:is|are) equal to) /gi, " is "],
  [/ (?:should|must|shall|has to|have to) contain\b/gi, " contains"],
  [/ (?:should|must|shall|has to|have to) match\b/gi, " matches"],
  [/ (?:includes?) /gi, " contains "],
  [/^(every|some|no) lines? are\b/i, "$1 line is"],
  [/^(every|some|no) lines? contain\b/i, "$1 line contains"],
  [/^(every|some|no) lines? match\b/i, "$1 line matches"],
  [/ >= ?/g, " is at least "],
  [/ <= ?/g, " is at most "],
  [/ is > ?/g, " is more than "],
  [/ is < ?/g, " is less than "],
  [/ > ?/g, " is more than "],
  [/ < ?/g, " is less than "],
  [/ is (?:nonempty|non-empty)$/gi, " is not empty"],
  [/ is blank$/gi, " is empty"],
];

/** The sentence as a condition; `null` where it is one already, or no respelling makes it one. */
export function respellCondition(sentence: string): string | null {
  const codes: string[] = [];
  const masked = sentence
    .trim()
    .replace(/\.$/, "")
    .replaceAll(/`[^`]+`/g, (code) => `\uE000${codes.push(code) - 1}\uE000`);
  const clauses = masked.split(/; (?:and )?/).map((clause) => respellClause(clause, codes));
  const respelt = clauses.join("; ");
  if (clauses.includes(null) || respelt === masked) return null;
  return respelt.replaceAll(/\uE000(\d+)\uE000/g, (_, index: string) => codes[Number(index)]!);
}

function respellClause(clause: string, codes: readonly string[]): string | null {
  const counted = clause.replace(/^(exactly|at least|at most) ([a-z]+)(?= (?:of the )?lines?\b)/i, (whole, kind: string, word: string) => {
    const count = countWords.indexOf(word.toLowerCase()) + 1;
    return count === 0 ? whole : `${kind} ${count}`;
  });
  const respelt = spellings.reduce((text, [spelling, form]) => text.replace(spelling, form), counted);
  // A word alone is what the author compares with; as code it is a literal.
  const literal = respelt.replace(
    /^((?:stdout|stderr|output|every line|some line|no line) (?:is|is not|contains|does not contain)) ([A-Za-z][\w.:/-]*)$/,
    (whole, said: string, word: string) => (/^(?:empty|not|in|at|one)$/.test(word) || respelt === clause ? whole : `${said} \`${word}\``),
  );
  return isCondition(literal, codes) ? literal : null;
}

const code = "\uE000\\d+\uE000";
const operand = `(?:${code}|\`[^\`]+\`|-?\\d[\\w.%-]*(?: (?:B|[kKMGT]i?B|ms|s|min|m|h|d))?)`;
const lines = "(?:(?:every|some|no) lines?|(?:exactly|at least|at most) \\d+ lines?)";
const said = [
  "(?:is|are) (?:not )?empty",
  `(?:is|are) (?:(?:not|at least|at most|more than|less than|newer than|a patch above) )?${operand}`,
  `(?:is|are) one of ${operand}(?:(?:, or |, | or )${operand})*`,
  `(?:is|are) between ${operand} and ${operand}`,
  `(?:contains?|(?:does|do) not contain) ${operand}`,
].join("|");
const ofText = new RegExp(`^(?:stdout|stderr|output|exit|${lines}|(${code})) (?:${said}|match(?:es)? (${code}))$`, "i");
const ofCommand = new RegExp(`^${code} (?:succeeds|fails|prints nothing|prints ${operand})$`);

function isCondition(clause: string, codes: readonly string[]): boolean {
  if (ofCommand.test(clause)) return true;
  const found = ofText.exec(clause);
  if (found === null) return false;
  const [value, pattern] = [found[1], found[2]].map((mark) => (mark === undefined ? null : codes[Number(mark.slice(1, -1))]!));
  return (value === null || /^`<[^`]+>`$/.test(value!)) && (pattern === null || /^`\/.*\/[a-z]*`$/s.test(pattern!));
}
