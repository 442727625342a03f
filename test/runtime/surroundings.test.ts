/** Where a run acts: compared when it is gone on with, both sides named. */
import { expect, test } from "vitest";
import { differencesBetween } from "../../runtime/surroundings.ts";

test("the same surroundings differ in nothing; each difference names both sides", () => {
  expect(
    differencesBetween(
      { "working folder": "/a", "kubectl config current-context": "east" },
      { "working folder": "/a", "kubectl config current-context": "east" },
    ),
  ).toEqual([]);
  expect(differencesBetween({ "working folder": "/a", gone: "x" }, { "working folder": "/b", new: "" })).toEqual([
    "`working folder` said `/a` when the run began, and says `/b` now",
    "`gone` said `x` when the run began, and says nothing now",
    "`new` said nothing when the run began, and says `` now",
  ]);
});
