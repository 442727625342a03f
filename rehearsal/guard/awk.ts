/** Reads an awk program as far as one must to know that it only reads and prints. */

/** Why this call of awk is refused, or `null`. */
export function judgeAwk(values: readonly string[]): string | null {
  let index = 0;
  while (values[index]?.startsWith("-") === true && values[index] !== "-") {
    const option = values[index] ?? "";
    if (option === "--") {
      index += 1;
      break;
    }
    if (!/^-[Fv]/.test(option)) return `the option \`${option}\` of \`awk\` is not judged`;
    index += option.length === 2 ? 2 : 1;
  }
  const program = values[index];
  return program === undefined ? "`awk` without a program" : judgeProgram(program);
}

const token =
  /\s*(?:(?<comment>#[^\n]*)|(?<string>"(?:[^"\\]|\\[\s\S])*")|(?<name>[A-Za-z_]\w*)|(?<number>\d[\w.]*)|(?<operator>\|\||>=|>>|[\s\S]))/y;
const regex = /\/(?:[^/\\\n[]|\\.|\[\^?\]?(?:[^\]\\\n]|\\.)*\])+\//y;

interface Reading {
  depth: number;
  printDepth: number | null;
  isOperand: boolean;
}

function judgeProgram(program: string): string | null {
  const reading: Reading = { depth: 0, printDepth: null, isOperand: false };
  let at = 0;
  while (at < program.length) {
    if (program[at] === "\n") {
      reading.printDepth = null;
      reading.isOperand = false;
    }
    token.lastIndex = at;
    const match = token.exec(program);
    if (match === null) return null;
    const { name, operator, comment } = match.groups ?? {};
    if (comment === undefined && match[0].includes("\n")) reading.printDepth = null;
    if (operator === "/" && !reading.isOperand) {
      regex.lastIndex = token.lastIndex - 1;
      if (regex.exec(program) === null) return "a regular expression of this `awk` program cannot be read";
      at = regex.lastIndex;
      reading.isOperand = true;
      continue;
    }
    at = token.lastIndex;
    const refusal = name === undefined ? readOperator(operator, reading) : readName(name, reading);
    if (refusal !== null) return refusal;
    if (match.groups?.["string"] !== undefined || match.groups?.["number"] !== undefined) reading.isOperand = true;
  }
  return null;
}

function readName(name: string, reading: Reading): string | null {
  if (name === "system" || name === "getline") return `\`${name}\` in an \`awk\` program reaches outside it`;
  if (name === "print" || name === "printf") reading.printDepth = reading.depth;
  reading.isOperand = !["print", "printf", "return", "in", "if", "while", "else", "do", "case"].includes(name);
  return null;
}

function readOperator(operator: string | undefined, reading: Reading): string | null {
  if (operator === undefined || operator.trim() === "") return null;
  if (operator === "|" || operator === "@") return `\`${operator}\` in an \`awk\` program starts or loads another one`;
  if ((operator === ">" || operator === ">>") && reading.printDepth === reading.depth) return "an `awk` program would write a file";
  if (operator === "(") reading.depth += 1;
  if (operator === ")") reading.depth -= 1;
  if (operator === ";" || operator === "}") reading.printDepth = null;
  reading.isOperand = operator === ")" || operator === "]";
  return null;
}
