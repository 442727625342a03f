/**
 * The operator document in a real browser: readable for everybody (axe), every script as written, nothing asked of the network,
 * nothing wider than the screen. Skipped, visibly, where no Chromium is installed.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileText } from "../helpers/analyse-text.ts";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
if (executablePath === undefined)
  process.stderr.write("SKIPPED: no Chromium in /usr/bin, so the operator document is not tried in a browser\n");

const { files, resolved } = await compileText(readFileSync(join(import.meta.dirname, "fixtures/small-update/input.md"), "utf8"));
const html = files?.get("operator.html") ?? "";
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

describe.skipIf(executablePath === undefined)("the operator document", () => {
  let browser: Browser;
  const requests: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  /** `bypassCSP` lets axe in; the page itself holds no script. */
  async function open(colorScheme: "light" | "dark", width: number): Promise<Page> {
    const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.on("request", (request) => requests.push(request.url()));
    await page.setContent(html);
    return page;
  }

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 360],
  ] as const)("%s, %d pixels wide: nothing for axe to report, no sideways scrolling", async (scheme, width) => {
    const page = await open(scheme, width);
    await page.addScriptTag({ path: axe });
    const violations = await page.evaluate(
      "axe.run().then((result) => result.violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(' ')}`))",
    );
    expect(violations).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
    await page.context().close();
  });

  test("every script is in the page exactly as written", async () => {
    const page = await open("light", 1280);
    const shown = (await page.evaluate(
      "Array.from(document.querySelectorAll('pre[data-block]'), (pre) => [pre.dataset.block, pre.textContent])",
    )) as [string, string][];
    expect(shown.length).toBeGreaterThan(5);
    for (const block of resolved?.blocks ?? []) {
      expect(shown).toContainEqual([block.id, block.sourceScript]);
    }
    await page.context().close();
  });

  test("asks nothing of the network", () => {
    expect(requests.filter((url) => !url.startsWith("about:") && !url.startsWith("data:"))).toEqual([]);
  });
});
