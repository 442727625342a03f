/**
 * Signatures by OpenSSH's own `ssh-keygen -Y`: whoever may log in somewhere has a key, and the list of allowed signers is a
 * file that can be carried to a machine without a network.
 */
import { spawn } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { Refusal } from "../exit-status.ts";

export const signatureName = "seal.json.sig";
/** A signature for something else, mail or commits, is none for a record. */
const namespace = "rungate-run";

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Writes `<path>.sig`. A passphrase is asked for by ssh-keygen itself, at the terminal. */
export async function sign(path: string, key: string): Promise<void> {
  if (!existsSync(key))
    throw new Refusal(
      `Unexpected key \`${key}\`, expected a file`,
      "name a private key, or a public one whose private part the agent holds",
    );
  const { status, stderr } = await sshKeygen(["-Y", "sign", "-q", "-f", key, "-n", namespace, path], null);
  if (status !== 0)
    throw new Refusal(
      `Unexpected status ${status} of ssh-keygen, expected a signature: ${firstLine(stderr)}`,
      "try the key with `ssh-keygen -Y sign`",
    );
}

export interface Signed {
  /** Who signed it, as the file of allowed signers names them. */
  readonly signer: string;
}

/** Checks `signature` over `path`. Answers who signed it, or why it does not count. */
export async function checkSignature(
  path: string,
  signature: string,
  allowedSigners: string,
  signer: string | null,
): Promise<Signed | { readonly problem: string }> {
  if (!existsSync(allowedSigners))
    throw new Refusal(
      `Unexpected file \`${allowedSigners}\`, expected a list of allowed signers`,
      "write one line for each: `name@example.org ssh-ed25519 AAAA...`",
    );
  const found = signer ?? (await findSigner(signature, allowedSigners));
  if (found === null) return { problem: `the signature is by a key that \`${allowedSigners}\` does not name` };
  const { status, stdout, stderr } = await sshKeygen(
    ["-Y", "verify", "-f", allowedSigners, "-I", found, "-n", namespace, "-s", signature],
    path,
  );
  return status === 0 ? { signer: found } : { problem: `the signature does not count for \`${found}\`: ${firstLine(stderr || stdout)}` };
}

async function findSigner(signature: string, allowedSigners: string): Promise<string | null> {
  const { status, stdout } = await sshKeygen(["-Y", "find-principals", "-f", allowedSigners, "-s", signature], null);
  return status === 0 ? (firstLine(stdout).split(",")[0] ?? null) : null;
}

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";

function sshKeygen(args: readonly string[], input: string | null): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn("ssh-keygen", args, { stdio: [input === null ? "inherit" : "pipe", "pipe", "pipe"] });
    const ended = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream]?.setEncoding("utf8").on("data", (text: string) => (ended[stream] += text));
    child.once("error", () =>
      reject(new Refusal("Unexpected failure to start ssh-keygen, expected OpenSSH 8.2 or newer in PATH", "install openssh-client")),
    );
    child.once("close", (status) => resolve({ status: status ?? -1, ...ended }));
    if (input === null || child.stdin === null) return;
    // It may end before it has read everything.
    child.stdin.on("error", () => undefined);
    createReadStream(input).pipe(child.stdin);
  });
}
