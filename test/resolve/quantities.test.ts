/** What the compiler accepts as a limit, the runtime can read: the two know the forms each by itself. */
import { expect, test } from "vitest";
import { quantityOf } from "../../compiler/3-resolve/quantities.ts";
import { parseQuantity } from "../../runtime/comparisons.ts";

const units = "B kB KB MB GB TB PB KiB MiB GiB TiB PiB ms s sec second seconds m min minute minutes h hour hours d day days %".split(" ");
const numbers = ["0", "7", "3.5", "500", "-3", "-3.5"];
const forms = [...numbers, ...numbers.flatMap((number) => units.flatMap((unit) => [`${number}${unit}`, `${number} ${unit}`]))];

test.each(forms)("%s", (form) => {
  const family = quantityOf(form);
  if (family !== null) expect(parseQuantity(form)?.family).toBe(family);
});

test("every unit is accepted, and nothing else", () => {
  expect(units.filter((unit) => quantityOf(`5${unit}`) === null)).toEqual([]);
  expect(["5 parsecs", "kB", "5 5", "1 h 30", "5kiB", ""].filter((form) => quantityOf(form) !== null)).toEqual([]);
});
