/**
 * What `rungate init` writes: the smallest runbook that shows a value, a check, a change with its gate and its revert, and
 * a rehearsal of it.
 */
export const exampleRunbook = `# Put up a notice

STATUS: DRAFT

SCOPE: an example. It writes one file, \`notice.txt\`, in the folder where it runs.

## Parameters

| Parameter | Type | Meaning |
|---|---|---|
| \`<notice>\` | text | what the notice says |

## 1. Put it up

CHECK -- local -- no notice is up yet

\`\`\`bash
ls -A
\`\`\`

GATE: no line is \`notice.txt\`. Otherwise STOP: read the notice that is there first.

RUN -- local -- put it up

\`\`\`bash
printf '%s\\n' <notice> > notice.txt
\`\`\`

REVERT: \`rm notice.txt\`

GATE -- it can be read: every line is \`<notice>\`.

\`\`\`bash
cat notice.txt
\`\`\`

## 2. Afterwards

Tell the people who asked for it.
`;

export const exampleScenario = `# rungate rehearse example
shows: a notice is put up and can be read
world: plain
parameters:
  notice: Back at ten
expect:
  outcome: done
`;

export const exampleConfig = `# yaml-language-server: $schema=./node_modules/rungate/schema/rungate.schema.json
# Everything has a default.
runbooks: runbooks
generated: generated

# Which hosts runbooks may name, and how they are reached.
hosts:
  local: { transport: local }

# What your own commands do, by their leading words.
# commands:
#   bash scripts/health.sh: read-only
`;
