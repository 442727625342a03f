/** The readings of all clients, by their words: `kubectl get`. */
import type { Readings } from "../../reading-form.ts";
import { clusterReadings } from "./clusters.ts";
import { gitReadings } from "./git.ts";
import { hostReadings } from "./host.ts";
import { networkReadings } from "./network.ts";
import { serviceReadings } from "./services.ts";
import { textReadings } from "./text.ts";
import { builtinReadings, toolReadings, wrapperReadings } from "./tools.ts";

export const readings: readonly Readings[] = [
  textReadings,
  hostReadings,
  networkReadings,
  gitReadings,
  clusterReadings,
  serviceReadings,
  toolReadings,
  wrapperReadings,
  builtinReadings,
];
