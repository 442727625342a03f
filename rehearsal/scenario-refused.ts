/** A scenario asks for what its world does not have. Its author's mistake: told in words, never as a stack. */
export class ScenarioRefused extends Error {
  /** Begins with a verb. */
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.name = "ScenarioRefused";
    this.fix = fix;
  }
}
