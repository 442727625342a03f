/**
 * Rewrites a script so that every value is a quoted expansion of a variable, by edits of byte ranges: the rest of the text
 * stays as the author wrote it.
 *
 * What the rewritten text relies on, and whoever runs it must provide before its first line, in the same bash:
 *
 * - a scalar `app` is the environment variable `RB_app`, exported;
 * - a list `nodes` is the bash array `RB_nodes`, elements in order, empty if the list is: `RB_nodes=("$RBLIST_nodes_1" ...)`
 *   where the elements come in as environment variables of their own. `RBLIST_` cannot collide with a value, `RB_nodes_1`
 *   could. Bash cannot export arrays, so the line belongs to the text in front of the block, like strict mode;
 * - a secret `key` is the shell variable `RB_key`, **not exported** (`declare +x`), read from a file descriptor:
 *   `IFS= read -r -d '' -u 3 RB_key || true`. `cmd <<< <key>` becomes `cmd < <(printf '%s\n' "${RB_key}")`: printf is a
 *   builtin, so the secret is in no argv and no environment, and a process substitution is a pipe, so it is in no
 *   temporary file, which a here string is where it exceeds the pipe. It can be read as often as the block likes.
 */
import type { ValueReference } from "../../ast/analysis.ts";
import type { Place } from "./place.ts";

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edit for a value that may stand where it stands. */
export function editFor(place: Place, value: ValueReference, script: string): Edit {
  const { start, end } = place.token;
  if (value.type.kind === "secret") return descriptorEdit(place, value, script);
  if (value.type.kind === "list") return { start, end, text: `"\${${value.variable}[@]}"` };
  const expansion = `\${${value.variable}}`;
  switch (place.quoting) {
    case "double":
    case "heredoc":
      return { start, end, text: expansion };
    case "single":
      return { start, end, text: `'"${expansion}"'` };
    default:
      return { start, end, text: `"${expansion}"` };
  }
}

function descriptorEdit({ redirection, token }: Place, value: ValueReference, script: string): Edit {
  const from = redirection?.descriptor?.end ?? redirection?.pos ?? token.start;
  const start = script.indexOf("<<<", from);
  return { start, end: redirection?.end ?? token.end, text: `< <(printf '%s\\n' "\${${value.variable}}")` };
}

/** Applies edits that do not overlap. */
export function applyEdits(script: string, edits: readonly Edit[]): string {
  let rewritten = "";
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    rewritten += script.slice(at, start) + text;
    at = end;
  }
  return rewritten + script.slice(at);
}
