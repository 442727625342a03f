/** The smallest world: a folder, a clock and the filters. Procedures that only read and write files are rehearsed in it. */
import { defineWorld } from "../../world.ts";

export default defineWorld({ name: "plain", meaning: "An empty folder and a clock, with no clients but the filters", make: () => ({}) });
