/** The made `curl`: it reaches the dashboard's VIP over plain HTTP, as the real one does; TLS there is dead. */
import { readOptions, valueOf } from "../../../options.ts";
import type { Call, Reply } from "../../../world.ts";
import type { Cloud } from "../cloud.ts";

export const dashboardAddress = "10.12.4.58";

export function curl(call: Call<Cloud>): Reply {
  const options = readOptions(call.args, {
    values: ["-o", "-w", "-m", "--connect-timeout"],
    flags: ["-s", "-S", "-f", "-L", "-k", "-I"],
    isClustered: true,
    aliases: {
      "--output": "-o",
      "--write-out": "-w",
      "--max-time": "-m",
      "--silent": "-s",
      "--show-error": "-S",
      "--fail": "-f",
      "--location": "-L",
      "--insecure": "-k",
      "--head": "-I",
    },
  });
  if (options.unknown !== null) return { stderr: `curl: option ${options.unknown}: is unknown\n`, status: 2 };
  const [address, ...others] = options.positionals;
  if (address === undefined || others.length > 0 || !URL.canParse(address))
    return { stderr: "curl: (3) URL rejected: Malformed input to a URL function\n", status: 3 };
  call.takes(300);
  const answer = fetchMade(call.state, new URL(address));
  const written = (valueOf(options, "-w") ?? "").replaceAll("%{http_code}", `${answer.http}`.padStart(3, "0")).replaceAll("\\n", "\n");
  const target = valueOf(options, "-o");
  const isFailure = answer.status !== 0 || (options.flags.has("-f") && answer.http >= 400);
  const body = isFailure ? "" : answer.body;
  return {
    stdout: (target === null ? body : "") + written,
    stderr: answer.status !== 0 && (options.flags.has("-S") || !options.flags.has("-s")) ? answer.error : "",
    status: answer.status !== 0 ? answer.status : isFailure ? 22 : 0,
    ...(target === null || target === "/dev/null" || body === "" ? {} : { files: { [target]: body } }),
  };
}

interface Answer {
  readonly status: number;
  readonly http: number;
  readonly body: string;
  readonly error: string;
}

function fetchMade(cloud: Cloud, url: URL): Answer {
  if (url.hostname !== dashboardAddress)
    return { status: 6, http: 0, body: "", error: `curl: (6) Could not resolve host: ${url.hostname}\n` };
  if (url.protocol === "https:")
    return { status: 35, http: 0, body: "", error: "curl: (35) error:0A000126:SSL routines::unexpected eof while reading\n" };
  const isLogin = url.pathname === "/horizon/auth/login/";
  const http = isLogin ? cloud.dashboardStatus : 404;
  return {
    status: 0,
    http,
    body: http === 200 ? "<!DOCTYPE html><title>Login - OpenStack Dashboard</title>\n" : `<!DOCTYPE html><title>${http}</title>\n`,
    error: "",
  };
}
