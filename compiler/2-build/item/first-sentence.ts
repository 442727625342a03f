/**
 * The sentence in which a label says what it is; what follows explains it.
 */
import { sentencesOf, type Chunk } from "../chunk.ts";
import { Words } from "../condition/words.ts";

export function firstSentence(chunks: readonly Chunk[]): Words | null {
  const [first] = sentencesOf(chunks);
  return first === undefined ? null : new Words(first.rich);
}
