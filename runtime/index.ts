/**
 * `rungate/runtime`: the only thing that generated modules import. The vocabulary they are written in, and the tail that
 * makes `procedure.ts` a program which can explain itself.
 */
import type { CompiledProcedure } from "./procedure.ts";

export * from "./procedure.ts";

/** Called at the end of every `procedure.ts`; does something only where that file is the program. */
export async function main(procedure: CompiledProcedure, meta: ImportMeta): Promise<void> {
  const isMain = (meta as { readonly main?: boolean }).main;
  if (isMain === false) return;
  (await import("./node/main.ts")).tellAbout(procedure, meta, isMain);
}
