import { commandsOf, writtenText, type PlacedRedirection, type SimpleCommand } from "../compiler/ast/shell-commands.ts";
import { spanInScript } from "../compiler/ast/shell-block.ts";
import { defineRule, md } from "../compiler/4-lint/rule.ts";

export default defineRule({
  name: "sudo-redirect",
  since: "0.1.0",
  severity: "error",
  summary: "`sudo command > file` where only root may write the file",
  why: "the shell opens the file before sudo runs, as the operator: permission denied, and the command does not run at all",

  good: [
    {
      title: "A command of root writes",
      runbook: md`
        ~~~bash
        echo "vm.swappiness = 1" | sudo tee /etc/sysctl.d/90-swap.conf >/dev/null
        sudo sh -c 'echo 1 > /proc/sys/vm/drop_caches'
        sudo cat /etc/shadow > /tmp/shadow
        sudo dmesg > ~/dmesg.txt
        ~~~
      `,
    },
  ],
  bad: [
    {
      title: "The operator's shell writes",
      runbook: md`
        ~~~bash
        sudo echo "vm.swappiness = 1" >> /etc/sysctl.d/90-swap.conf
        ~~~
      `,
      reports: ["2:31-2:60 Unexpected redirection to `/etc/sysctl.d/90-swap.conf` as the operator, expected one that root makes"],
    },
  ],

  visit: {
    block({ block }, { report }) {
      for (const command of commandsOf(block)) {
        if (!isRunAsRoot(command)) continue;
        for (const redirection of command.redirections) {
          const target = fileOfRoot(redirection);
          if (target === null) continue;
          report({
            span: spanInScript(block, redirection.start, redirection.end),
            message: `Unexpected redirection to \`${target}\` as the operator, expected one that root makes`,
            fix: `Write \`... | sudo tee ${target} >/dev/null\`, or \`sudo sh -c '... > ${target}'\``,
          });
        }
      }
    },
  },
});

/** By sudo itself, and not by a shell that sudo starts: that one opens its files as root. */
function isRunAsRoot({ wrappers }: SimpleCommand): boolean {
  const at = wrappers.lastIndexOf("sudo");
  return at !== -1 && wrappers.slice(at + 1).every((wrapper) => !shells.includes(wrapper));
}

const shells = ["bash", "sh", "dash", "su", "runuser", "eval", "watch", "ssh", "juju ssh", "juju exec"];

/** Folders below which a file belongs to root on every distribution. */
const folders = ["/etc/", "/root/", "/usr/", "/boot/", "/proc/", "/sys/", "/lib/", "/sbin/", "/bin/", "/var/lib/", "/var/log/"];

function fileOfRoot({ node, target }: PlacedRedirection): string | null {
  if (node.type !== "Redirect" || !node.operator.includes(">") || target === null) return null;
  const path = target.value ?? writtenText(target);
  return folders.some((folder) => path.startsWith(folder)) ? path : null;
}
