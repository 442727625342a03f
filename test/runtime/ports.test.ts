import { systemClock } from "../../runtime/node/clock.ts";
import { openJournalStore } from "../../runtime/node/journal-store.ts";
import { BashShell } from "../../runtime/node/shell.ts";
import { clockConforms, journalStoreConforms, shellConforms } from "../helpers/port-conformance.ts";
import { makeClock, makeFolder, MemoryStore } from "./world.ts";

clockConforms("the system's clock", () => systemClock);
clockConforms("a clock that only sleeping moves", makeClock);

journalStoreConforms("the journal in a folder", () => {
  const folder = makeFolder();
  return () => openJournalStore(folder);
});
journalStoreConforms("the journal in memory", () => {
  const store = new MemoryStore();
  return () => store;
});

shellConforms("bash", () => {
  const folder = makeFolder();
  return () => new BashShell({ folder, runId: "conformance", environment: { PATH: process.env["PATH"] }, workingFolder: folder });
});
