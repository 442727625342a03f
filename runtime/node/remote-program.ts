/**
 * What a bash on another host reads from its stdin. The block's own stdin is /dev/null; its outputs pass through relays, so
 * that a change goes on when the connection is cut, and a process that it leaves behind holds no connection open; how it
 * ended is the last line of stderr, under a name that the block cannot know. A reading ends with its connection.
 *
 * After the program stdin holds the secrets, each ended by NUL, and then the line `end` where a change shall be ended.
 */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";
import type { Command } from "../ports.ts";

export function remoteProgram(command: Command, kind: "reading" | "change", endMark: string): string {
  const { environment, lists, secrets, session } = command;
  const names = Object.keys(secrets);
  const launch = [
    ...Object.entries(environment).map(([name, value]) => `export ${name}=${quote(value)}`),
    ...Object.entries(lists).map(([name, values]) => `${name}=(${values.map(quote).join(" ")})`),
    ...names.flatMap((name) => [`unset ${name}`, `IFS= read -r -d '' -u 7 ${name} || exit 96`]),
    "exec 7<&-",
    ...(session === null ? [] : [". /dev/fd/12"]),
    "set -euo pipefail",
    "shopt -s inherit_errexit",
    ". /dev/fd/11",
  ];
  const here = (descriptor: number, text: string): Here => ({ descriptor, text, end: `${endMark}-${descriptor}` });
  const documents = [
    here(10, `${launch.join("\n")}\n`),
    here(11, withLineEnd(command.script)),
    ...(session === null ? [] : [here(12, withLineEnd(session.script))]),
  ];
  return `{
exec 8<&0 < /dev/null
set -m
${kind === "change" ? "trap '' HUP" : ""}
exec 9>&2 2> /dev/null
relay='trap "" PIPE INT HUP
exec 3<&0
cat <&3 &
trap "kill $! " TERM
wait $! || wait $!
exec cat > /dev/null'
exec 5> >(exec bash --noprofile --norc -c "$relay" 9>&-)
out=$!
exec 6> >(exec bash --noprofile --norc -c "$relay" >&9 9>&-)
err=$!
${names.map((_, index) => `IFS= read -r -d '' -u 8 secret${index} || exit 96`).join("\n")}
bash --noprofile --norc /dev/fd/10 >&5 2>&6 5>&- 6>&- 8<&- 9>&- 7< <(${names.length === 0 ? ":" : `printf '%s\\0' ${names.map((_, index) => `"$secret${index}"`).join(" ")}`}) ${documents
    .map(({ descriptor, end }) => `${descriptor}<<'${end}'`)
    .join(" ")} &
${documents.map(({ text, end }) => `${text}${end}`).join("\n")}
block=$!
trap '{ kill -TERM -- "-$block"; sleep 2; kill -KILL -- "-$block"; } > /dev/null 5>&- 6>&- 9>&- &' TERM
(
  while IFS= read -r -u 8 line; do
    if [ "$line" = end ]; then kill -TERM "$$"; fi
  done
  ${kind === "reading" ? 'kill -TERM "$$"' : ":"}
) > /dev/null 2>&1 5>&- 6>&- 9>&- &
watch=$!
while :; do
  wait "$block"
  status=$?
  kill -0 "$block" || break
done
exec 5>&- 6>&-
late=$((SECONDS + 2))
while kill -0 "$out" || kill -0 "$err"; do
  if ((SECONDS >= late)); then
    kill -TERM "$out" "$err"
    break
  fi
  sleep 0.01 || sleep 1
done
${kind === "reading" ? 'kill -KILL -- "-$block"' : ""}
kill -KILL -- "-$watch"
printf '\\n${endMark} %s\\n' "$status" >&9
exit "$status"
}
`;
}

interface Here {
  readonly descriptor: number;
  readonly text: string;
  readonly end: string;
}

/** A word for bash, whatever is in it. */
export const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const withLineEnd = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

/** Takes the last line of stderr away, which is not the block's. */
export function cutEndMark(path: string, endMark: string): void {
  const descriptor = openSync(path, "r+");
  try {
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(size, endMark.length + 16));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    const found = tail.toString("latin1").match(new RegExp(`\\n${endMark} \\d+\\n$`));
    if (found !== null) ftruncateSync(descriptor, size - found[0].length);
  } finally {
    closeSync(descriptor);
  }
}
