/**
 * `parameters.ts`: apart from `procedure.ts`, because the steps need the parameters and `procedure.ts` needs the steps.
 */
import { call, object, runtime, text } from "./code.ts";
import { sourceLine, type Module } from "./module.ts";
import { parametersModule, type Plan } from "./plan.ts";
import { known, typeCode } from "./values.ts";

/** `null` where the runbook asks for nothing. */
export function parametersModuleOf(plan: Plan): Module {
  return {
    path: parametersModule,
    comment: ["What a run is asked for before it starts."],
    declarations: plan.runbook.parameters
      .filter((parameter) => parameter.type.kind !== "literal")
      .map((parameter) => ({
        name: known(plan.parameters.get(parameter.name), parameter.name),
        code: call(
          runtime("parameter"),
          text(parameter.name),
          object({
            type: typeCode(parameter.type),
            default: parameter.default === null ? null : text(parameter.default),
            meaning: text(parameter.meaning),
          }),
        ),
        isExported: true,
        comment: [sourceLine(plan.runbook, parameter.span)],
      })),
  };
}
