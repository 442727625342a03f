/**
 * Procedures that call procedures: never in a circle, at most 16 deep, at most 10,000 items in all.
 */
import { itemsOf } from "../ast/index.ts";
import type { Span } from "../ast/node.ts";
import type { Procedure } from "../ast/procedure.ts";
import { callsOf } from "./captures.ts";
import type { Context } from "./context.ts";
import type { Declarations } from "./declarations.ts";

const deepest = 16;
const mostItems = 10_000;

interface Call {
  readonly callee: Procedure;
  readonly times: number;
  readonly span: Span;
}

export function checkCallCycles(context: Context, declarations: Declarations): void {
  const callsFrom = (procedure: Procedure | null): Call[] =>
    context.layout.places
      .filter((place) => place.procedure?.id === procedure?.id)
      .flatMap(({ item }) =>
        callsOf(item).map((name) => ({
          name,
          span: item.span,
          times: item.kind === "Do" && item.over.kind === "list" ? item.over.items.length : 1,
        })),
      )
      .flatMap(({ name, ...call }) => {
        const callee = declarations.procedures.get(name);
        return callee === undefined ? [] : [{ callee, ...call }];
      });
  const inCircle = new Set<string>();
  let isSound = true;
  for (const procedure of declarations.procedures.values()) {
    if (inCircle.has(procedure.name)) continue;
    const problem = findProblem(procedure, callsFrom);
    if (problem === null) continue;
    isSound = false;
    if (problem.isCircle) for (const name of problem.way) inCircle.add(name);
    (problem.isCircle ? reportCycle : reportDepth)(problem, context);
  }
  if (isSound) checkSize(callsFrom, context);
}

interface Problem {
  readonly isCircle: boolean;
  readonly way: readonly string[];
  readonly span: Span;
}

/** The circle that leads back to this procedure, or a chain that is too deep. */
function findProblem(start: Procedure, callsFrom: (procedure: Procedure) => Call[]): Problem | null {
  const seen = new Set<string>();
  const visit = (procedure: Procedure, path: readonly string[]): Problem | null => {
    for (const { callee, span } of callsFrom(procedure)) {
      const way = [...path, callee.name];
      if (callee.id === start.id) return { isCircle: true, way, span };
      if (way.length > deepest) return { isCircle: false, way, span };
      if (seen.has(callee.name)) continue;
      seen.add(callee.name);
      const problem = visit(callee, way);
      if (problem !== null) return problem;
    }
    return null;
  };
  return visit(start, [start.name]);
}

function reportCycle({ way, span }: Problem, { reporter }: Context): void {
  reporter.report({
    code: "resolve/cyclic-do",
    severity: "error",
    span,
    message: `Unexpected circle of calls ${way.map((name) => `\`${name}\``).join(" -> ")}, expected a procedure that does not call itself`,
    why: "the procedure would begin again before it has ended, without end",
    fix: "Take the DO out of one of these bodies",
  });
}

function reportDepth({ way, span }: Problem, { reporter }: Context): void {
  reporter.report({
    code: "resolve/too-deep",
    severity: "error",
    span,
    message: `Unexpected chain of ${way.length} procedures (${way.slice(0, 3).join(" -> ")} -> ... -> ${way.at(-1)}), expected at most ${deepest}`,
    why: "nobody can follow at a terminal what is open at that depth",
    fix: "Call the inner procedures from the document, one after the other",
  });
}

function checkSize(callsFrom: (procedure: Procedure | null) => Call[], context: Context): void {
  const sizes = new Map<string, number>();
  const sizeOf = (procedure: Procedure): number => {
    const known = sizes.get(procedure.id);
    if (known !== undefined) return known;
    const own = context.layout.bodies.find((body) => body.procedure?.id === procedure.id)?.sections.flatMap(itemsOf).length ?? 0;
    const size = own + total(callsFrom(procedure));
    sizes.set(procedure.id, size);
    return size;
  };
  const total = (calls: readonly Call[]): number => calls.reduce((sum, { callee, times }) => sum + times * sizeOf(callee), 0);
  const calls = callsFrom(null);
  const size = total(calls);
  const first = calls[0];
  if (first === undefined || size <= mostItems) return;
  context.reporter.report({
    code: "resolve/too-many-steps",
    severity: "error",
    span: first.span,
    message: `Unexpected ${size > 1e9 ? "billions of" : size} items once every DO is carried out, expected at most ${mostItems}`,
    why: "a run of that length is not watched by anybody",
    fix: "Split the document",
  });
}
