/**
 * Property tests walk the same inputs in every run, so that a red suite means that the code has changed. `FUZZ=1` takes
 * new ones; what it finds becomes a case of its own.
 */
import fc from "fast-check";

if (process.env["FUZZ"] === undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_121 });
