/**
 * The small bash programs that stand between the runner and a block. Each is the leader of a session and process group
 * of its own; stdin is /dev/null, stdout and stderr are files. Arguments: the attempt's folder, bash, the launch file,
 * and the PATH where the shim itself finds `ln`, `mv`, `sleep` and `sync`: the block's PATH may hold other programs.
 */

const begin = `
folder=$1 bash=$2 launch=$3 tools=$4
durable() { PATH=$tools command sync "$@" 2>/dev/null || PATH=$tools command sync; }
`;

/**
 * A change. It outlives the runner. The start mark is made by link(2): either the shim makes it and the block runs, or
 * a resuming runner made it first and the block never runs. The status appears whole, after the outputs are on disk.
 */
export const changeShim = `${begin}
start=0
if [ -r /proc/$$/stat ]; then
  read -r line < /proc/$$/stat
  set -- \${line##*) }
  start=\${20}
fi
printf '%s %s\\n' "$$" "$start" > "$folder/started.$$" || exit 97
durable "$folder/started.$$"
PATH=$tools command ln "$folder/started.$$" "$folder/started" 2>/dev/null || exit 97
durable "$folder"
before=\${EPOCHREALTIME/[.,]/}
"$bash" --noprofile --norc "$launch"
status=$?
printf '%s %s\\n' "$status" "$(( \${EPOCHREALTIME/[.,]/} - before ))" > "$folder/status.tmp"
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
"$bash" --noprofile --norc "$launch" 3<&-
printf '%s\\n' "$?" > "$folder/status"
kill -KILL -- -$$
`;
