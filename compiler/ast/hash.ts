/**
 * The one hash of the compiler: lower-case hex SHA-256 of UTF-8 bytes.
 */
import { createHash } from "node:crypto";

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
