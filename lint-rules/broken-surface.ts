import { baseName, commandsOf } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "broken-surface",
  since: "0.1.0",
  severity: "error",
  summary: "A captured surface that cannot be read",
  why: "the client's commands would be taken for sound without a look at what it knows",

  exampleRepository: {
    files: {
      "surfaces/git.json": '{\n "client": "git",\n<<<<<<< HEAD\n "version": "2.43"\n}\n',
      "surfaces/helm.json": '{\n "client": "helm",\n "version": "3.14",\n "options": ["--debug"],\n "handsOn": [],\n "commands": {}\n}\n',
      "surfaces/oc.json": '{\n "client": "oc",\n',
      "surfaces/ls.json": '{"client":"ls","version":"9.4","options":"-a -l","handsOn":[],"commands":{}}',
    },
  },
  good: [
    {
      title: "A surface that can be read, and a client without one",
      runbook: md`
        ~~~bash
        ls -l
        juju status
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "A merge that nobody finished, another shape, a file that was cut off; each once in a document",
      runbook: md`
        ~~~bash
        git fetch
        git pull
        helm list
        oc get pods
        ~~~
      `,
      reports: [
        "2:1-2:4 Unexpected text at `surfaces/git.json:3:1`, expected what `rungate surface capture git` writes",
        '4:1-4:5 Unexpected value at `"options"` in `surfaces/helm.json`, expected what `rungate surface capture helm` writes',
        "5:1-5:3 Unexpected end of `surfaces/oc.json`, expected what `rungate surface capture oc` writes",
      ],
    },
  ],

  visit: {
    runbook(_, { analysis, report }) {
      const told = new Set<string>();
      for (const { block } of analysis.blocks) {
        for (const { name, words } of commandsOf(block)) {
          const client = name === null ? null : baseName(name);
          const fault = client === null || told.has(client) ? null : analysis.surfaceFaultOf(client);
          const [first] = words;
          if (client === null || fault === null || first === undefined) continue;
          told.add(client);
          report({
            span: spanInScript(block, first.start, first.end),
            message: `Unexpected ${fault}, expected what \`rungate surface capture ${client}\` writes`,
            fix: `Run \`rungate surface capture ${client}\`, or remove the file`,
          });
        }
      }
    },
  },
});
