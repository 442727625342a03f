/** What the verbs of the made `juju` share. */
import type { Call, Reply } from "../../../world.ts";
import type { Cloud } from "../cloud.ts";

export type JujuCall = Call<Cloud>;

export const jujuError = (message: string, status = 1): Reply => ({ stderr: `ERROR ${message}\n`, status });
