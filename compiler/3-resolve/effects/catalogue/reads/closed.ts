/**
 * Readings of which every option is known and harmless, so that whatever word stands behind them, they only read:
 * `xargs ls`. What has an option that its form does not name has no place here.
 */
import { words } from "../../client.ts";

export const closedReadings: readonly string[] = words(`
  cat, tac, head, tail, wc, cut, paste, fold, fmt, nl, rev, expand, unexpand, od, strings, base64, md5sum, sha1sum, sha256sum, sha512sum,
  b2sum, cksum, sum, seq, basename, dirname, readlink, realpath, stat, ls, which, grep, egrep, fgrep, jq, gojq, echo, printf, test, [, true,
  false, :, du, id, getent, namei, sleep, printenv, ps, docker inspect, docker container inspect, docker image inspect,
  docker volume inspect, docker network inspect, docker port, docker logs
`);
