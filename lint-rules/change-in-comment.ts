import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";
import { hasLabels } from "./support/items.ts";

export default defineRule({
  name: "change-in-comment",
  since: "0.1.0",
  severity: "warning",
  summary: "A command that changes something, in a comment of a block that only reads",
  why: "it is the step that matters and nothing asks before it: the operator copies it out of a block that was approved as a reading",

  good: [
    {
      title: "The change is a step of its own; a comment that explains",
      runbook: md`
        ## 5. Sweep

        CHECK -- jumphost -- the amphorae that octavia knows

        ~~~bash
        # install the client if it is missing
        # git push is not needed here
        openstack loadbalancer amphora list -f yaml # all ALLOCATED
        # openstack server list > /tmp/servers -> compare by hand
        ~~~

        RUN -- jumphost -- delete one that is absent from the list

        ~~~bash
        openstack server delete <server>
        ~~~

        GATE: \`openstack server show <server>\` fails.
      `,
    },
  ],
  bad: [
    {
      title: "The deletion hides below the listing",
      runbook: md`
        ## 5. Sweep

        CHECK -- jumphost

        ~~~bash
        openstack loadbalancer amphora list -f yaml
        # For each server whose uuid is absent from the list:
        # 1) grep the list for the uuid again
        # 2) openstack server delete <uuid>  # by uuid
        ~~~

        CHECK -- jumphost

        ~~~bash
        kubectl get nodes
        # ssh -o BatchMode=yes ubuntu@mgmt \\
        #   "sudo systemctl restart k8s"
        # kubeconfig missing? ssh ubuntu@mgmt "sudo k8s config server=<url>" > ~/mgmt.kubeconfig
        # ssh ubuntu@mgmt "sudo k8s config server=<url>" > ~/mgmt.kubeconfig
        ~~~
      `,
      reports: [
        "9:6-9:47 Unexpected change by `openstack server delete` in a comment, expected a step of its own",
        "16:3-17:33 Unexpected change by `systemctl restart` in a comment, expected a step of its own",
        "19:3-19:69 Unexpected change by `> ~/mgmt.kubeconfig` in a comment, expected a step of its own",
      ],
    },
  ],

  visit: {
    block({ block, effect }, { runbook, analysis, report }) {
      if (effect === "mutating") return;
      for (const { command, start, end } of analysis.changesInComments(block)) {
        report({
          span: spanInScript(block, start, end),
          message: `Unexpected change by \`${command}\` in a comment, expected a step of its own`,
          fix: "Make it a RUN with a GATE, or take it out",
          ...(!hasLabels(runbook) && { severity: "info" as const }),
        });
      }
    },
  },
});
