/** Clients of databases: what their statements do is judged by the leading keyword of each. */
import type { Effect } from "../../../ast/analysis.ts";
import { type Client, verbs, words } from "../client.ts";

const reading: readonly string[] = words(
  "select, show, describe, desc, use, values, table, explain, with, begin, commit, rollback, pragma",
);
const changing: readonly string[] = words(`
  insert, update, delete, replace, create, alter, drop, truncate, grant, revoke, rename, flush, optimize, repair, vacuum,
  reindex, load, start, stop, reset, purge, change, kill, lock, install, uninstall, shutdown, refresh, comment, cluster,
  merge, upsert, attach, detach, checkpoint
`);

/** Functions that only compute or look. Any other may do anything: `pg_terminate_backend`, one of the site's own. */
const harmlessFunctions: readonly string[] = words(`
  count, sum, avg, min, max, coalesce, concat, concat_ws, lower, upper, length, char_length, round, floor, ceil, abs, now,
  date, cast, convert, extract, substring, substr, trim, left, right, version, user, current_user, database, schema, if, ifnull, nullif,
  group_concat, string_agg, array_agg, json_agg, json_extract, json_object, row_to_json, to_char, to_timestamp, date_trunc,
  date_format, date_sub, date_add, from_unixtime, unix_timestamp, timestampdiff, datediff, age, in, exists, and, or, on, as, values, over,
  row_number, rank, distinct, any, all, interval, inet, hex, unhex, format, pg_is_in_recovery, pg_size_pretty, pg_database_size,
  pg_table_size, pg_relation_size, pg_total_relation_size, pg_current_wal_lsn, pg_last_wal_receive_lsn, pg_last_wal_replay_lsn,
  pg_last_xact_replay_timestamp, pg_wal_lsn_diff, pg_postmaster_start_time, pg_get_viewdef, pg_get_indexdef, current_setting,
  current_database, not, where, from, select, using, by, when, then, else, greatest, least, table_name, typeof, sqlite_version
`);

/**
 * Without comments and without what stands in quotes: `a'b;c'` is `a''`. What one database takes for quoted or commented
 * and another for code is unknown: `'\''`, `$$'$$`, `1 # 2`, `5--f()`, nested comments, `[a'b]`.
 */
function bareStatements(sql: string): string[] {
  let bare = "";
  for (let at = 0; at < sql.length; at += 1) {
    const character = sql[at]!;
    const unknown = [...bare.split(";").map((statement) => statement.trim()), `unknown ${sql.slice(at)}`];
    if (character === "'" || character === '"' || character === "`") {
      const end = sql.indexOf(character, at + 1);
      if (end === -1 || sql[end - 1] === "\\") return unknown;
      bare += character + character;
      at = end;
    } else if (character === "#" || /^(?:\$\w*\$|\[[^\]]*['"`])/.test(sql.slice(at))) {
      return unknown;
    } else if (sql.startsWith("--", at)) {
      if (/\S/.test(sql[at + 2] ?? "")) return unknown;
      const end = sql.indexOf("\n", at);
      at = end === -1 ? sql.length : end;
    } else if (sql.startsWith("/*", at)) {
      const end = sql.indexOf("*/", at);
      if (end === -1 || /^M?!/.test(sql.slice(at + 2)) || sql.slice(at + 2, end).includes("/*")) return unknown;
      bare += " ";
      at = end + 1;
    } else {
      bare += character;
    }
  }
  return bare.split(";").map((statement) => statement.trim());
}

const tokensOf = (statement: string): string[] => statement.toLowerCase().match(/[a-z_][a-z0-9_.]*|\S/g) ?? [];

/** What may stand in front of a parenthesis that calls nothing. A name in quotes may be any function. */
const operators: readonly string[] = [..."(,=<>+-*/%|&!~^"];

const readingPragmas: readonly string[] = words(`
  table_info, table_xinfo, table_list, index_info, index_xinfo, index_list, foreign_key_list, foreign_key_check, database_list, collation_list,
  function_list, integrity_check, quick_check, user_version, schema_version, page_count, page_size, freelist_count, encoding,
  compile_options
`);

/** `\d`, `\l+`: commands of psql that only show; `\g` with a word behind it writes a file. */
const harmlessBackslash = /^\\(d[a-zA-Z]*[+S]*|l\+?|conninfo|x|timing|pset|echo|dt\+?|du\+?|z|sf|sv)(\s|$)|^\\g$/;

export function effectOfSql(sql: string): Effect {
  const effects = bareStatements(sql.replaceAll("\\G", ";"))
    .filter((statement) => statement !== "")
    .map(effectOfStatement);
  if (effects.includes("mutating")) return "mutating";
  return effects.length > 0 && effects.every((effect) => effect === "read-only") ? "read-only" : "undetermined";
}

function effectOfStatement(statement: string): Effect {
  if (statement.startsWith("\\")) return harmlessBackslash.test(statement) && !/[`\n]|.\\/.test(statement) ? "read-only" : "undetermined";
  // `select 1 \T f`, `select 1 \g |sh`: the client's own commands stand anywhere.
  if (statement.includes("\\")) return "undetermined";
  const tokens = tokensOf(statement);
  const [keyword = ""] = tokens;
  if (changing.includes(keyword)) return "mutating";
  if (!reading.includes(keyword)) return "undetermined";
  if (["begin", "commit", "rollback"].includes(keyword) && tokens.includes("prepared")) return "undetermined";
  if (tokens.includes("into") || tokens.some((token, at) => at > 0 && ["insert", "update", "delete", "merge"].includes(token)))
    return "undetermined";
  if (keyword === "pragma")
    return tokens.includes("=") ? "mutating" : readingPragmas.includes(tokens[1] ?? "") ? "read-only" : "undetermined";
  const called = tokens.filter((_, at) => tokens[at + 1] === "(");
  return called.every((token) => operators.includes(token) || harmlessFunctions.includes(token)) ? "read-only" : "undetermined";
}

/** `DROP`, `TRUNCATE`, `DELETE` without `WHERE`: there is no way back. */
export function dropsData(sql: string): boolean {
  return bareStatements(sql).some((statement) => {
    const tokens = tokensOf(statement);
    return ["drop", "truncate", "purge"].includes(tokens[0] ?? "") || (tokens[0] === "delete" && !tokens.includes("where"));
  });
}

const connection = words("-h, --host, -P, --port, -u, --user, -D, --database, -S, --socket, --ssl-mode, --ssl-ca, --defaults-file");
const because = "what its statements do is not known";

export const databases: readonly Client[] = [
  {
    names: ["mysql", "mariadb", "mysqlsh"],
    otherwise: "undetermined",
    because,
    valueOptions: [...connection, "-e", "--execute"],
    joinedOptions: ["-p"],
    secretOptions: ["-p"],
    script: { options: ["-e", "--execute"], fileOptions: [], isOperand: false, effectOf: effectOfSql },
    facts: {
      destructive: { script: dropsData },
      readsStdin: { always: true },
      interactive: { always: true, unless: ["-e", "--execute"] },
      bypassesTrust: { options: ["--skip-ssl", "--ssl-mode DISABLED", "--skip-ssl-verify-server-cert"] },
    },
  },
  {
    names: ["psql"],
    otherwise: "undetermined",
    because,
    valueOptions: words(
      "-h, --host, -p, --port, -U, --username, -d, --dbname, -c, --command, -f, --file, -o, --output, -v, --set, -F, -P, -R",
    ),
    options: { "-l": "read-only", "--list": "read-only", "-o": "mutating", "--output": "mutating" },
    script: { options: ["-c", "--command"], fileOptions: ["-f", "--file"], isOperand: false, effectOf: effectOfSql },
    facts: {
      destructive: { script: dropsData },
      readsStdin: { always: true, unless: ["-c", "--command", "-f", "--file", "-l"] },
      interactive: { always: true, unless: ["-c", "--command", "-f", "--file", "-l", "--list"] },
    },
  },
  {
    names: ["sqlite3"],
    otherwise: "undetermined",
    because,
    hasLongSingleDash: true,
    valueOptions: ["-cmd", "-init", "-separator"],
    script: { options: [], fileOptions: ["-init"], isOperand: true, operand: 1, effectOf: effectOfSql },
    facts: { destructive: { script: dropsData } },
  },
  {
    names: ["mysqldump", "mariadb-dump"],
    otherwise: "read-only",
    because: "it reads all tables and writes stdout",
    valueOptions: [...connection, "-r", "--result-file", "-T", "--tab"],
    joinedOptions: ["-p"],
    secretOptions: ["-p"],
    options: {
      "-r": "mutating",
      "--result-file": "mutating",
      "-T": "mutating",
      "--tab": "mutating",
      "-F": "mutating",
      "--flush-logs": "mutating",
      "--delete-master-logs": "mutating",
      "--delete-source-logs": "mutating",
    },
  },
  {
    names: ["pg_dump", "pg_dumpall"],
    otherwise: "read-only",
    because: "it reads all tables and writes stdout",
    valueOptions: words("-h, -p, -U, -d, -f, --file, -F, --format, -t, -n, -j"),
    options: { "-f": "mutating", "--file": "mutating" },
  },
  {
    names: words(
      "pg_restore, pg_basebackup, createdb, createuser, vacuumdb, reindexdb, clusterdb, initdb, pg_resetwal, pg_rewind, pg_upgrade",
    ),
    otherwise: "mutating",
    options: { "-l": "read-only", "--list": "read-only" },
    facts: { destructive: { options: ["-c", "--clean"] } },
  },
  { names: ["dropdb", "dropuser"], otherwise: "mutating", facts: { destructive: { always: true } } },
  { names: ["pg_isready", "pg_controldata", "pg_config", "pg_lsclusters", "pg_amcheck", "pg_verifybackup"], otherwise: "read-only" },
  {
    names: ["pg_ctl", "pg_ctlcluster"],
    otherwise: "undetermined",
    verbPosition: "behindNouns",
    verbs: {
      ...verbs("read-only", "status"),
      ...verbs("mutating", "start, stop, restart, reload, promote, init, initdb, logrotate, kill"),
    },
  },
  {
    names: ["mysqladmin", "mariadb-admin"],
    otherwise: "undetermined",
    valueOptions: connection,
    joinedOptions: ["-p"],
    secretOptions: ["-p"],
    verbs: {
      ...verbs("read-only", "status, extended-status, ping, processlist, variables, version"),
      ...verbs(
        "mutating",
        "create, drop, flush-hosts, flush-logs, flush-privileges, flush-status, flush-tables, kill, password, reload, refresh, shutdown, start-slave, stop-slave, start-replica, stop-replica",
      ),
    },
    facts: { destructive: { verbs: ["drop", "shutdown"] } },
  },
  {
    names: ["redis-cli", "valkey-cli"],
    otherwise: "undetermined",
    because,
    valueOptions: words("-h, -p, -a, -n, -u, --user, --pass"),
    secretOptions: ["-a", "--pass"],
    verbs: Object.assign(
      {},
      ...["", "upper"].map((letters) => {
        const cased = (text: string): string => (letters === "upper" ? text.toUpperCase() : text);
        return {
          ...verbs(
            "read-only",
            cased(
              "ping, info, get, mget, exists, ttl, type, keys, scan, dbsize, llen, lrange, hget, hgetall, smembers, slowlog get, client list, config get, cluster info, cluster nodes, role, lastsave, time",
            ),
          ),
          ...verbs(
            "mutating",
            cased(
              "set, del, unlink, expire, flushall, flushdb, config set, config rewrite, save, bgsave, shutdown, replicaof, slaveof, cluster failover, cluster reset, cluster forget, cluster meet, failover",
            ),
          ),
        };
      }),
    ),
    facts: {
      destructive: { verbs: words("flushall, flushdb, FLUSHALL, FLUSHDB, cluster reset") },
      endless: { verbs: words("monitor, MONITOR, subscribe") },
    },
  },
  {
    names: ["etcdctl", "etcdutl"],
    otherwise: "undetermined",
    valueOptions: words("--endpoints, --cacert, --cert, --key, --user, -w, --write-out, --command-timeout"),
    secretOptions: ["--user"],
    secretBehind: ["--user"],
    verbs: {
      ...verbs(
        "read-only",
        "get, member list, endpoint health, endpoint status, endpoint hashkv, alarm list, version, snapshot status, user list, user get, role list, role get, watch, lease list",
      ),
      ...verbs(
        "mutating",
        "check perf, check datascale, put, del, txn, member add, member remove, member update, member promote, move-leader, alarm disarm, defrag, compact, compaction, snapshot save, snapshot restore, user add, user delete, user grant-role, role add, role delete, auth enable, auth disable, lease grant, lease revoke",
      ),
    },
    facts: {
      destructive: { verbs: words("del, member remove, compact, compaction, snapshot restore") },
      bypassesTrust: { options: ["--insecure-skip-tls-verify", "--insecure-transport"] },
      endless: { verbs: ["watch"] },
    },
  },
  {
    names: ["mongo", "mongosh"],
    otherwise: "undetermined",
    because,
    secretOptions: ["-p"],
    facts: { interactive: { always: true, unless: ["--eval", "-f", "--file"] } },
  },
  { names: ["mongodump"], otherwise: "mutating" },
  { names: ["mongorestore"], otherwise: "mutating", facts: { destructive: { options: ["--drop"] } } },
];
