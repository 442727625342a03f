/**
 * A document as 2-build understands it: every label, block, condition and table, nothing yet bound to anything else.
 */
import { z } from "zod";
import { Header, Status } from "./header.ts";
import { Sha256, Span } from "./node.ts";
import { Parameter } from "./parameter.ts";
import { Marker, Reference, Suppression } from "./reference.ts";
import { Section } from "./section.ts";
import { ShellBlock } from "./shell-block.ts";

export const Runbook = z
  .strictObject({
    kind: z.literal("Runbook"),
    /** The file's name without `.md`. */
    id: z.string(),
    title: z.string(),
    /** As given to the compiler, with `/`. */
    path: z.string(),
    /** SHA-256 of the normalised text: no byte order mark, LF line ends. */
    sha256: Sha256,
    /** A document with a `Parameters` section is strict: any error refuses the build. */
    hasParametersSection: z.boolean(),
    headers: z.array(Header).readonly(),
    status: z.nullable(Status),
    parameters: z.array(Parameter).readonly(),
    /** In document order, the title's own section first. */
    sections: z.array(Section).readonly(),
    /** Shell fences under no label, in a document that has labels or none: linted, shown, never run. */
    looseBlocks: z.array(ShellBlock).readonly(),
    /** Names within sections that references may use: `4.0.3` for the third item of 4.0's list, `5a` where it opens a paragraph of 5. */
    anchors: z.array(z.strictObject({ name: z.string(), section: z.string(), span: Span }).readonly()).readonly(),
    references: z.array(Reference).readonly(),
    markers: z.array(Marker).readonly(),
    suppressions: z.array(Suppression).readonly(),
    /** `<x>` in prose outside code: an HTML tag to every renderer. Where `text` is a code span, the `<x>` begins its second line. */
    swallowedPlaceholders: z.array(z.strictObject({ text: z.string(), span: Span }).readonly()).readonly(),
  })
  .readonly();
export type Runbook = z.infer<typeof Runbook>;
