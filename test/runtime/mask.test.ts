/**
 * Every shape in which a program may write a secret, a hundred random secrets each, cut at every byte: nothing of it is
 * left, and what stands around it is. What is named as not covered is shown not to be.
 */
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { drawBetween } from "../../rehearsal/random.ts";
import { compileShapes, Mask, maskText, type Shapes } from "../../runtime/mask.ts";

/** Chance with a seed, so that a failure can be seen again. */
class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    const { value, next } = drawBetween(this.#state, 0, limit - 1);
    this.#state = next;
    return value;
  }
}

const alphabets = [
  "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789",
  "abcXYZ019+/=-_.~",
  `ab1 !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`,
  "abc123äößéłЖ日本語😀",
];

const units = (text: string): number[] => text.split("").map((unit) => unit.charCodeAt(0));
const bytesOf = (text: string): number[] => [...Buffer.from(text)];
const hex = (value: number, width: number): string => value.toString(16).padStart(width, "0");
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const percent = (text: string, isAll: boolean): string =>
  [...text]
    .map((character) =>
      !isAll && /[\w.~-]/.test(character)
        ? character
        : bytesOf(character)
            .map((byte) => `%${hex(byte, 2).toUpperCase()}`)
            .join(""),
    )
    .join("");
const html = (text: string, entity: (character: string) => string): string => text.replaceAll(/[&<>"'`=/]|[^\x20-\x7e]/gu, entity);
const backslashed = (text: string): string => text.replaceAll(/[^\w.\-/:=@%+,\x80-\u{10ffff}]/gu, "\\$&");
const base64At = (text: string, offset: number): string => Buffer.from(`${"k=:".slice(0, offset)}${text}\n`).toString("base64");

const shapes: Readonly<Record<string, (secret: string) => string>> = {
  "as it is": (secret) => secret,
  JSON: json,
  "JSON in JSON": (secret) => json(json(secret)),
  "JSON, all as \\u": (secret) =>
    units(secret)
      .map((unit) => `\\u${hex(unit, 4)}`)
      .join(""),
  "JSON, ASCII alone, digits in capitals": (secret) =>
    json(secret).replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4).toUpperCase()}`),
  "JSON with < > & as \\u": (secret) => json(secret).replaceAll(/[<>&]/g, (unit) => `\\u00${hex(unit.charCodeAt(0), 2)}`),
  "JSON with \\/": (secret) => json(secret).replaceAll("/", "\\/"),
  URL: encodeURIComponent,
  "URL, digits in small letters": (secret) => encodeURIComponent(secret).replaceAll(/%../g, (digits) => digits.toLowerCase()),
  "URL, every byte": (secret) => percent(secret, true),
  form: (secret) => percent(secret, false).replaceAll("%20", "+"),
  "HTML, named": (secret) =>
    html(secret, (found) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" })[found] ?? found),
  "HTML, numbers": (secret) => html(secret, (found) => `&#${found.codePointAt(0)};`),
  "HTML, hexadecimal numbers": (secret) => html(secret, (found) => `&#x${hex(found.codePointAt(0) as number, 1)};`),
  hexadecimal: (secret) => Buffer.from(secret).toString("hex"),
  "hexadecimal in capitals": (secret) => Buffer.from(secret).toString("hex").toUpperCase(),
  base64: (secret) => base64At(secret, 0),
  "base64, one byte before it": (secret) => base64At(secret, 1),
  "base64, two bytes before it": (secret) => base64At(secret, 2),
  base64url: (secret) => Buffer.from(secret).toString("base64url"),
  "base64url, one byte before it": (secret) => base64At(secret, 1).replaceAll("+", "-").replaceAll("/", "_"),
  "base64, wrapped": (secret) => base64At(secret, 0).replaceAll(/.{7}/g, "$&\n"),
  "quoted with backslashes": backslashed,
  "in single quotes of the shell": (secret) => secret.replaceAll("'", `'\\''`),
  "in single quotes, the other way": (secret) => secret.replaceAll("'", `'"'"'`),
  "in double quotes of the shell": (secret) => secret.replaceAll(/[$"\\`]/g, "\\$&"),
  "in $'...'": (secret) =>
    secret.replaceAll(/['\\]/g, "\\$&").replaceAll(/[^\x20-\x7e]/gu, (found) =>
      bytesOf(found)
        .map((byte) => `\\${byte.toString(8)}`)
        .join(""),
    ),
  "in a repr of Python": (secret) =>
    secret.replaceAll(/['\\]/g, "\\$&").replaceAll(/[^\x20-\x7e]/gu, (found) =>
      bytesOf(found)
        .map((byte) => `\\x${hex(byte, 2)}`)
        .join(""),
    ),
  "in SQL": (secret) => secret.replaceAll("'", "''"),
  "in CSV": (secret) => secret.replaceAll('"', '""'),
  "coloured in the middle": (secret) => secret.replace(/^(...)(...)/u, "$1\u001b[1;31m$2\u001b[0m"),
  "with a link of the terminal in it": (secret) => secret.replace(/^..../u, "$&\u001b]8;;https://example.org\u0007"),
  "overstruck in bold": (secret) =>
    [...secret].map((character) => (/[!-~]/.test(character) ? `${character}\b${character}` : character)).join(""),
  "wrapped by the terminal": (secret) => secret.replaceAll(/.{5}/gu, "$&\r\n"),
  "as UTF-16": (secret) => (/^[\x20-\x7e]*$/.test(secret) ? [...secret].join("\0") : secret),
};

function randomSecret(random: Chance, index: number): string {
  const alphabet = [...(alphabets[index % alphabets.length] as string)];
  const length = 8 + random.below(17);
  return Array.from({ length }, () => alphabet[random.below(alphabet.length)])
    .join("")
    .trim()
    .padEnd(8, "x");
}

function maskInPieces(compiled: Shapes, text: Buffer, cuts: readonly number[]): string {
  const written: Buffer[] = [];
  const mask = new Mask(compiled, (bytes) => void written.push(Buffer.from(bytes)));
  let from = 0;
  for (const cut of [...cuts, text.length]) {
    mask.add(text.subarray(from, cut));
    from = cut;
  }
  mask.finish();
  return Buffer.concat(written).toString("latin1");
}

const before = "one [ two: ";
const after = " three ] four\n";
/** In base64 the digits at either end hold bits of the neighbours too; else only what quotes or wraps may be left, which tells nothing. */
const isHarmless = (left: string, name: string): boolean => (name.startsWith("base64") ? left.length <= 8 : /^[\\'"\r\n]*$/.test(left));

describe("the mask", () => {
  for (const [name, write] of Object.entries(shapes))
    test(`finds a secret ${name}`, () => {
      const random = new Chance(17);
      for (let index = 0; index < 100; index++) {
        const secret = randomSecret(random, index);
        const compiled = compileShapes([secret]) as Shapes;
        const text = Buffer.from(`${before}${write(secret)}${after}`);
        for (let cut = 1; cut < text.length; cut++) {
          const masked = maskInPieces(compiled, text, [cut]);
          const [head, tail, ...more] = masked.split("[secret]");
          if (!(head?.startsWith(before) === true && tail?.endsWith(after) === true && more.length === 0))
            expect.fail(`${JSON.stringify(secret)} cut at ${cut}: ${JSON.stringify(masked)}`);
          const left = (head as string).slice(before.length) + (tail as string).slice(0, -after.length);
          if (!isHarmless(left, name)) expect.fail(`${JSON.stringify(secret)} cut at ${cut} leaves ${JSON.stringify(left)}`);
        }
      }
    });

  test("finds each line of a secret by itself", () => {
    const key = "-----BEGIN KEY-----\nMIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7\nAgEAAkEAq7BFUpkGp3\n-----END KEY-----";
    const shown = maskText(`line 2 is ${key.split("\n")[1]}; all: ${key}`, compileShapes([key]));
    expect(shown).toBe("line 2 is [secret]; all: [secret]");
  });

  test("a secret that begins another one, or in which another one begins, leaves nothing of it", () => {
    const compiled = compileShapes(["abcdefgh", "abcdefghijkl", "ghijklmnopq"]) as Shapes;
    expect(maskText("x abcdefghijkl y abcdefghijklmnopq z", compiled)).toBe("x [secret] y [secret] z");
  });

  test("any number of cuts gives what no cut gives", () => {
    const random = new Chance(5);
    const secret = `S3"cret & more\\`;
    const compiled = compileShapes([secret]) as Shapes;
    const names = Object.values(shapes);
    for (let round = 0; round < 300; round++) {
      const parts = Array.from({ length: 6 }, () => {
        const write = names[random.below(names.length)] as (text: string) => string;
        return `${"\u001b[31m a\b\0\n]".slice(0, random.below(10))}${random.below(3) === 0 ? secret.slice(0, 9) : write(secret)}`;
      });
      const text = Buffer.from(parts.join(" "));
      const cuts = Array.from({ length: random.below(30) }, () => random.below(text.length)).toSorted((a, b) => a - b);
      expect(maskInPieces(compiled, text, cuts)).toBe(maskInPieces(compiled, text, []));
    }
  });

  test("what a terminal would swallow is looked at too", () => {
    const compiled = compileShapes(["correct-horse"]) as Shapes;
    expect(maskText("\u001b]0;never ended correct-horse", compiled)).not.toContain("correct-horse");
    expect(maskText("correct-horse\b\b\b\b", compiled)).not.toContain("correct");
  });

  test("a text without secrets passes byte for byte", () => {
    const random = new Chance(3);
    const compiled = compileShapes(["correct-horse"]) as Shapes;
    const bytes = Buffer.from(Array.from({ length: 5000 }, () => random.below(256)));
    expect(maskInPieces(compiled, bytes, [17, 900, 901])).toBe(bytes.toString("latin1"));
  });

  test("matching takes no longer than the text is long, whatever the secret and the text repeat", () => {
    const text = Buffer.from("\\".repeat(20_000) + "'".repeat(20_000) + "\n".repeat(20_000) + "%25".repeat(7000));
    for (const secret of [`${"\\".repeat(40)}x`, `${"'".repeat(40)}x`, `${"%".repeat(40)}x`, `a${"\n".repeat(40)}bcdefgh`])
      expect(maskInPieces(compileShapes([secret]) as Shapes, text, [])).toBe(text.toString("latin1"));
  });

  test("what bash's own quoting writes is found", () => {
    const random = new Chance(11);
    for (let index = 0; index < 60; index++) {
      const secret = randomSecret(random, index);
      const written = execFileSync("bash", [
        "-c",
        'printf "%q\\n%s\\n" "$1" "${1@Q}"; declare -p 1 2>/dev/null || true; x=$1; declare -p x',
        "bash",
        secret,
      ]);
      const masked = maskText(written.toString(), compileShapes([secret]));
      expect(masked.match(/\[secret\]/g)?.length, `${secret}: ${masked}`).toBe(3);
    }
  });

  describe("does not cover, and says so in docs/reliability.md", () => {
    const secret = "correct-horse-battery";
    const uncovered: Readonly<Record<string, string>> = {
      "columns of a hex dump": execFileSync("od", ["-An", "-tx1"], { input: secret }).toString(),
      base32: execFileSync("base32", { input: secret }).toString(),
      compression: execFileSync("sh", ["-c", "gzip -c | base64"], { input: secret }).toString(),
      "changed case": secret.toUpperCase(),
      reversal: [...secret].toReversed().join(""),
      "a part of it": secret.slice(0, 12),
    };
    for (const [name, text] of Object.entries(uncovered)) test(name, () => expect(maskText(text, compileShapes([secret]))).toBe(text));
  });
});
