/** The clients of every made world: what reads the clock, and what would read a large made file. */
import type { Client } from "../world.ts";

export const commonClients: Readonly<Record<string, Client<unknown>>> = {
  date: async (call) => (await import("./date.ts")).date(call),
  sleep: async (call) => (await import("./sleep.ts")).sleep(call),
  sha256sum: async (call) => (await import("./sha256sum.ts")).sha256sum(call),
  tar: async (call) => (await import("./tar.ts")).tar(call),
};
