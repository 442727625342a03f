/** Clients that speak HTTP: reading unless the method, the data or the output file say otherwise. */
import { type Client, harmlessFiles, words } from "../client.ts";
import type { Effect } from "../../../ast/analysis.ts";

const methods: Readonly<Record<string, Effect>> = { GET: "read-only", HEAD: "read-only", OPTIONS: "read-only" };
const toHarmlessFile: Readonly<Record<string, Effect>> = Object.fromEntries(harmlessFiles.map((file) => [file, "read-only"]));
const method = { values: methods, otherwise: "mutating" } as const;
const output = { values: toHarmlessFile, otherwise: "mutating" } as const;

const dataOptions = ["-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode"] as const;

export const curl: Client = {
  names: ["curl"],
  otherwise: "read-only",
  secretOptions: ["-u", "--user", "--oauth2-bearer", "--proxy-user", "-U", "--pass"],
  secretBehind: ["-u", "--user", "--proxy-user", "-U"],
  facts: {
    destructive: { options: ["-X DELETE", "--request DELETE"] },
    bypassesTrust: { options: ["-k", "--insecure", "--proxy-insecure", "--doh-insecure", "--ssl-allow-beast"] },
    readsStdin: { options: ["-T -", "--upload-file -", "-d @-", "--data @-", "--data-binary @-", "-K -", "--config -"] },
  },
  valueOptions: [
    "-X",
    "--request",
    ...dataOptions,
    "-F",
    "--form",
    "-T",
    "--upload-file",
    "--json",
    "-o",
    "--output",
    "-H",
    "--header",
    "-u",
    "--user",
    "-m",
    "--max-time",
    "--connect-timeout",
    "--retry",
    "--retry-delay",
    "-A",
    "--user-agent",
    "-e",
    "-b",
    "--cookie",
    "-c",
    "--cookie-jar",
    "-w",
    "--write-out",
    "--cacert",
    "--cert",
    "--key",
    "-x",
    "--proxy",
    "--resolve",
    "-K",
    "--config",
    "-D",
    "--dump-header",
    "-r",
    "--range",
    "-C",
    "-E",
    "-t",
    "-U",
    "-y",
    "-Y",
    "-z",
  ],
  options: {
    "-X": method,
    "--request": method,
    "-o": output,
    "--output": output,
    "-D": output,
    "--dump-header": output,
    ...Object.fromEntries(dataOptions.map((option) => [option, "mutating" as const])),
    "-F": "mutating",
    "--form": "mutating",
    "-T": "mutating",
    "--upload-file": "mutating",
    "--json": "mutating",
    "-O": "mutating",
    "--remote-name": "mutating",
    "-J": "mutating",
    "-c": "mutating",
    "--cookie-jar": "mutating",
    "-K": "undetermined",
    "--config": "undetermined",
  },
  cancels: { "-G": dataOptions, "--get": dataOptions },
};

export const wget: Client = {
  names: ["wget"],
  secretOptions: ["--http-password", "--ftp-password", "--proxy-password"],
  facts: { bypassesTrust: { options: ["--no-check-certificate", "--no-hsts"] }, readsStdin: { options: ["-i -", "--input-file -"] } },
  otherwise: "mutating",
  because: "it writes what it fetches to a file",
  valueOptions: words(`
        -O, --output-document, -o, -P, -T, --timeout, -t, --tries, --header, --post-data, --post-file, --method, -U
      `),
  options: {
    "-O": output,
    "--output-document": output,
    "--spider": "read-only",
    "--post-data": "mutating",
    "--post-file": "mutating",
    "--method": method,
  },
};
