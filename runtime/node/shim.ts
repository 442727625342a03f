/**
 * The small bash programs that stand between the runner and a block. Each is the leader of a session and process group
 * of its own; stdin is /dev/null, stdout and stderr are files. Arguments: the attempt's folder, bash, the launch file,
 * the PATH where the shim itself finds `ln`, `mv`, `sleep` and `sync` (the block's PATH may hold other programs), and for
 * another host the mark of the block's end and the transport, which reads the launch file from its stdin. Descriptor 4,
 * where it is open, holds the secrets.
 */

const begin = `
folder=$1 bash=$2 launch=$3 tools=$4 mark=\${5-} transport=("\${@:6}")
durable() { PATH=$tools command sync "$@" 2>/dev/null || PATH=$tools command sync; }
told() { PATH=$tools command cat "$launch"; { PATH=$tools command cat <&4; } 2> /dev/null; PATH=$tools exec cat; }
ended() {
  [[ $(PATH=$tools command tail -c 4096 "$folder/stderr" | PATH=$tools command tr -d '\\0') =~ "$mark "([0-9]+) ]] &&
    status=\${BASH_REMATCH[1]} || status=lost-$status
}
`;

/**
 * A change. It outlives the runner. The start mark is made by link(2): either the shim makes it and the block runs, or
 * a resuming runner made it first and the block never runs. The status appears whole, after the outputs are on disk; its
 * room is taken before the block begins, so that it can be told on a disk that the block has filled.
 * What is written to \`control\` reaches the other host.
 */
export const changeShim = `${begin}
start=0
if [ -r /proc/$$/stat ]; then
  read -r line < /proc/$$/stat
  set -- \${line##*) }
  start=\${20}
fi
printf '%s %s\\n' "$$" "$start" > "$folder/started.$$" || exit 97
printf '%80s\\n' '' > "$folder/status.tmp" || exit 97
durable "$folder/started.$$" "$folder/status.tmp"
if [ -n "$mark" ]; then
  PATH=$tools command mkfifo -m 600 "$folder/control" && exec 9<>"$folder/control" || exit 97
fi
PATH=$tools command ln "$folder/started.$$" "$folder/started" 2>/dev/null || exit 97
durable "$folder"
before=\${EPOCHREALTIME/[.,]/}
if [ -z "$mark" ]; then
  "$bash" --noprofile --norc "$launch"
  status=$?
else
  exec 8< <(told <&9)
  feeder=$!
  "\${transport[@]}" <&8 4<&- 8<&- 9<&-
  status=$?
  kill "$feeder" 2> /dev/null
  ended
fi
printf '%s %s\\n' "$status" "$(( \${EPOCHREALTIME/[.,]/} - before ))" 1<> "$folder/status.tmp" || exit 98
durable "$folder/stdout" "$folder/stderr" "$folder/status.tmp"
PATH=$tools command mv "$folder/status.tmp" "$folder/status"
durable "$folder"
exit 0
`;

/**
 * A reading. Descriptor 3 is the lifeline: it reaches its end when the runner dies, however it dies, and then the whole
 * group is ended. At its own end the shim takes with it what the block left in the background.
 */
export const readingShim = `${begin}
(
  trap '' TERM INT HUP
  read -r -u 3 _
  kill -TERM -- -$$
  PATH=$tools command sleep 2
  kill -KILL -- -$$
) < /dev/null > /dev/null 2>&1 &
trap : TERM INT HUP
if [ -z "$mark" ]; then
  "$bash" --noprofile --norc "$launch" 3<&-
  status=$?
else
  exec 8< <(told <&3)
  "\${transport[@]}" <&8 3<&- 4<&- 8<&-
  status=$?
  ended
fi
printf '%s\\n' "$status" > "$folder/status"
kill -KILL -- -$$
`;
