/**
 * Where a run acts, beyond its hosts: its working folder, and what the commands that rungate.yaml names under `context` say (which
 * cluster, which project, which region). The same blocks in other surroundings would change something else.
 */

/** By what it is: `working folder`, `kubectl config current-context`. */
export type Surroundings = Readonly<Record<string, string>>;

/** Why a run that was begun in the first must not go on in the second: both sides of every difference. */
export function differencesBetween(began: Surroundings, now: Surroundings): string[] {
  const said = (value: string | undefined): string => (value === undefined ? "nothing" : `\`${value}\``);
  return [...new Set([...Object.keys(began), ...Object.keys(now)])]
    .filter((what) => began[what] !== now[what])
    .map((what) => `\`${what}\` said ${said(began[what])} when the run began, and says ${said(now[what])} now`);
}
