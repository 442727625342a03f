import { describe, expect, test } from "vitest";
import { distanceBetween, suggest } from "../../compiler/diagnostics/did-you-mean.ts";

describe("distanceBetween", () => {
  test.each([
    ["GATE", "GATE", 0],
    ["GAET", "GATE", 1],
    ["GTE", "GATE", 1],
    ["CHEKC", "CHECK", 1],
    ["", "RUN", 3],
    ["abcd", "badc", 2],
  ] as const)("%s and %s are %i apart", (a, b, distance) => {
    expect(distanceBetween(a, b)).toBe(distance);
    expect(distanceBetween(b, a)).toBe(distance);
  });
});

describe("suggest", () => {
  test("offers the nearest names first, at most three", () => {
    expect(suggest("jumphots", ["jumphost", "jumphosts", "vault-0", "jumphost2", "jumphost3"])).toHaveLength(3);
    expect(suggest("jumphots", ["vault-0", "jumphost2", "jumphost"])).toEqual(["jumphost", "jumphost2"]);
  });
  test("is silent where nothing is near", () => {
    expect(suggest("once", ["timeout", "idempotent"])).toEqual([]);
  });
  test("looks past upper and lower case", () => {
    expect(suggest("Target", ["target"])).toEqual(["target"]);
  });
  test("never offers the word itself", () => {
    expect(suggest("target", ["target"])).toEqual([]);
  });
});
