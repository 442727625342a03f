/**
 * Secrets from where rungate.yaml says: a command that prints one (`pass`, `vault`, any), or a descriptor that the caller
 * opened. They are read when a run starts or goes on, and kept nowhere.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { SecretSource } from "../secret-source.ts";

export type SecretSettings = { readonly command: readonly string[] } | { readonly descriptor: number };

export function openSecretSource(secrets: Readonly<Record<string, SecretSettings>>, workingFolder: string): SecretSource {
  return async (name) => {
    const settings = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    if (settings === undefined) return null;
    return "command" in settings ? fromCommand(name, settings.command, workingFolder) : fromDescriptor(name, settings.descriptor);
  };
}

/** The one line end that a program puts behind what it prints is none of the secret's. */
const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, "");

function fromCommand(name: string, [program = "", ...args]: readonly string[], cwd: string): ReturnType<SecretSource> {
  return new Promise((resolve) => {
    // Its stdin and stderr are the terminal's: it may ask for a passphrase.
    const child = spawn(program, args, { cwd, stdio: ["inherit", "pipe", "inherit"] });
    const parts: Buffer[] = [];
    child.stdout.on("data", (bytes: Buffer) => parts.push(bytes));
    const failed = (how: string): void => resolve({ problem: `the command of rungate.yaml for the secret \`${name}\` ${how}` });
    child.once("error", (error) => failed(`could not be started: ${error.message}`));
    child.once("close", (status, signal) => {
      const value = withoutLineEnd(Buffer.concat(parts).toString());
      if (status !== 0) failed(`ended with ${signal ?? `status ${status}`}`);
      else if (value === "") failed("printed nothing");
      else resolve({ value });
    });
  });
}

async function fromDescriptor(name: string, descriptor: number): ReturnType<SecretSource> {
  try {
    return { value: withoutLineEnd(readFileSync(descriptor, "utf8")) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `descriptor ${descriptor}, which rungate.yaml names for the secret \`${name}\`, cannot be read: ${why}` };
  }
}
