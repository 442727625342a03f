/**
 * Which of ShellCheck's codes `lint --shellcheck` reports, and so which of them `rungate.yaml` can give a severity.
 */

/** Left out, with what says it better or why it is not true of a block. */
export const leftOut: Readonly<Record<string, string>> = {
  SC1017: "lint/line-mangled-by-terminal finds carriage returns",
  SC1018: "lint/non-ascii-command",
  SC1082: "parse/ refuses a byte order mark in the middle of a document",
  SC1090: "a sourced file is the site's; lint/unset-variable knows that it may set anything",
  SC1091: "as SC1090",
  SC1100: "lint/non-ascii-command finds dashes that are none",
  SC1110: "lint/non-ascii-command finds typographic quotes",
  SC1111: "lint/non-ascii-command finds typographic quotes",
  SC1112: "lint/non-ascii-command finds typographic quotes",
  SC2024: "lint/sudo-redirect",
  SC2034: "a later block may use it",
  SC2095: "lint/unguarded-stdin",
  SC2115: "lint/unguarded-removal",
  SC2148: "a block is no file and has no first line to say what runs it",
  SC2154: "lint/unset-variable knows the SESSION and the blocks before",
  SC2164: "the runner's strict mode ends a block where cd fails",
  SC2317: "a later block may call it",
  SC2329: "a later block may call it",
};

/** `shellcheck/SC2086`; not what is left out. */
export function isShellcheckCode(code: string): boolean {
  const number = /^shellcheck\/(SC\d{4})$/.exec(code)?.[1];
  return number !== undefined && leftOut[number] === undefined;
}
