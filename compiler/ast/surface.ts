/**
 * The command surface of a client: which commands and options its own `--help` knows. Captured into a file by
 * `rungate surface capture`, so that a misspelt option is found without the client at hand.
 */
import { z } from "zod";

/** Options in one text, blanks between them; those that take a value end in `=`: `--wait --flavor= -c=`. */
const Options = z.string().regex(/^(?:-[A-Za-z0-9-][\w.-]*=?(?: |$))*$/);

export const Surface = z
  .strictObject({
    client: z.string().min(1),
    /** What `--version` says. */
    version: z.string(),
    /** Of every command. */
    options: Options,
    /** By words: `server create`. Groups that only hold commands are there too, with the options of their help. */
    commands: z.record(z.string(), Options),
    /** Commands that hand on what stands behind their first operand: `run` of `docker run IMAGE COMMAND`. */
    handsOn: z.array(z.string()),
  })
  .readonly();
export type Surface = z.infer<typeof Surface>;

/** The names of options, as a set; each says whether it takes a value. */
export function optionsIn(text: string): Map<string, boolean> {
  const options = text.split(" ").filter((option) => option !== "");
  return new Map(options.map((option) => (option.endsWith("=") ? [option.slice(0, -1), true] : [option, false])));
}
