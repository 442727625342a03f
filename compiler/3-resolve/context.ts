/**
 * What every concern of this phase works with: the runbook, the world around it, and where to report.
 */
import type { Config } from "../config.ts";
import type { LinkedDocument } from "../ast/linked-document.ts";
import type { Runbook } from "../ast/runbook.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Layout } from "./layout.ts";
import type { RepositoryView } from "./repository-view.ts";

export interface Context {
  readonly runbook: Runbook;
  readonly config: Config;
  readonly repository: RepositoryView;
  /** Errors refuse the build; in an old document they make an item one for the operator. */
  readonly isStrict: boolean;
  readonly reporter: Reporter;
  readonly layout: Layout;
  /** The other documents of which procedures were taken in. */
  readonly linked: readonly LinkedDocument[];
}
