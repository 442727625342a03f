/** The made Caracal cloud through the real bash: shapes and figures of the real one, changes over time, faults. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openMadeBash, type MadeBash } from "./made-bash.ts";

const versions = `juju status -m openstack --format=json | jq -r '.. | objects | select(has("juju-status")) | ."juju-status".version'`;
const opened: MadeBash[] = [];
async function open(...options: Parameters<typeof openMadeBash>): Promise<MadeBash> {
  const made = await openMadeBash(...options);
  opened.push(made);
  return made;
}
afterAll(() => {
  for (const made of opened) made.remove();
});

describe("what is there", () => {
  let made: MadeBash;
  beforeAll(async () => {
    made = await open();
  });

  test("91 agents: 4 machines, 24 containers under them, 63 units with their riders", async () => {
    expect((await made.run(`${versions} | sort | uniq -c`)).stdout.trim()).toBe("91 3.6.24");
    const shape = `juju status --format=json | jq -c '[(.machines | length), ([.machines[].containers // {} | length] | add), ([.. | objects | select(has("workload-status"))] | length), ([.. | objects | select(has("agent-status"))] | length)]'`;
    expect((await made.run(shape)).stdout.trim()).toBe("[4,24,63,0]");
  });

  test("17 applications have an update to the same charm", async () => {
    const offers = await made.run(
      `juju status --format=json | jq -r '.applications[] | select(has("can-upgrade-to")) | "\\(."charm-name") \\(."can-upgrade-to")"'`,
    );
    const lines = offers.stdout.trim().split("\n");
    expect(lines).toHaveLength(17);
    expect(lines.every((line) => /^(\S+) ch:amd64\/\1-\d+$/.test(line))).toBe(true);
  });

  test("an application's status holds it, its riders and their machines", async () => {
    const status = await made.run(
      `juju status -m openstack keystone --format=json | jq -c '[(.applications | keys), (.machines["0"].containers | keys)]'`,
    );
    expect(status.stdout.trim()).toBe('[["keystone","keystone-hacluster","keystone-mysql-router"],["0/lxd/0"]]');
  });

  test.each([
    ["juju destroy-model x", 2, "unrecognized command"],
    ["juju status --bogus", 2, "not defined: --bogus"],
    ["juju status --format=yaml", 2, "invalid value"],
    ["juju status -m elsewhere", 1, "not found"],
    ["juju refresh nothing", 1, "not found"],
    ["juju refresh", 2, "no application"],
    ["juju upgrade-controller --agent-version 4.0.0", 1, "no matching"],
    ["juju upgrade-model -m openstack --agent-version 3.6.25", 1, "greater than that of the controller"],
    ["juju create-backup -m openstack", 1, "controller model"],
    ["source ~/admin-openrc; openstack server destroy x", 2, "not an openstack command"],
    ["source ~/admin-openrc; openstack token issue --bogus", 2, "unrecognized arguments: --bogus"],
    ["openstack token issue", 1, "auth-url"],
    ["source ~/admin-openrc; openstack image list -c Bogus", 1, "No recognized column"],
    ["git push --force", 1, "not a git command"],
    ["git commit --amend", 129, "unknown option"],
    ["cd ~ && git status", 128, "not a git repository"],
    ["git add asbuilt/nothing", 128, "did not match"],
    ["bash scripts/unknown.sh", 127, "No such file"],
    ["bash scripts/cloud-assert.sh --fix", 2, "unknown option"],
    ["curl --bogus http://10.12.4.58/", 2, "unknown"],
    ["curl -s https://10.12.4.58/", 35, ""],
    ["sleep soon", 1, "invalid time"],
    ["date -d tomorrow", 1, "extra operand"],
    ["tar -xzf x", 64, "lists archives"],
    ["sha256sum nothing", 1, "No such file"],
    ["juju ssh openstack-dashboard/leader -- reboot", 127, "not known on this made unit"],
    ["juju export-bundle --filename /etc/bundle.yaml", 70, "outside the made HOME"],
  ])("`%s` fails as the real client would", async (script, status, words) => {
    const answer = await made.run(script);
    expect(answer.status).toBe(status);
    expect(answer.stderr).toContain(words);
  });

  test("the tables, formats and columns of openstack", async () => {
    const answer = await made.run(
      "source ~/admin-openrc; openstack network agent list -f value -c Binary -c Host -c Alive | sed -n 1p; openstack network agent list | sed -n 2p; openstack server list --all-projects -f json -c ID -c Status | jq length",
    );
    expect(answer.stdout).toMatch(/^openstack1 True ovn-controller\nopenstack1-ovn-controller .*:-\).*\n4\n$/);
  });
});

describe("what happens", () => {
  test("the controller's upgrade blinds the API for a while; the model's agents follow one by one", async () => {
    const made = await open();
    expect((await made.run("juju upgrade-controller --agent-version 3.6.25")).stdout).toContain("started upgrade to 3.6.25");
    const blind = await made.run("sleep 10; juju status; bash scripts/cloud-assert.sh");
    expect(blind.stderr).toContain("ERROR unable to connect to API: dial tcp 10.12.8.20:17070: connect: connection refused");
    expect(blind.stdout).toContain("CLOUD-ASSERT: HOLD");
    await made.run("sleep 5m; juju upgrade-model -m openstack --agent-version 3.6.25; sleep 20");
    const between = (await made.run(`${versions} | sort | uniq -c`)).stdout;
    expect(between).toContain("3.6.24");
    expect(between).toContain("3.6.25");
    await made.run("sleep 5m");
    expect(made.summary()).toMatchObject({
      controller: { version: "3.6.25", upgrades: 1, isReachable: true },
      agents: { "3.6.25": 91 },
      modelUpgrades: 1,
      workloads: { active: 63 },
    });
  });

  test("a refresh shows its revision at once, its hooks later, and settles", async () => {
    const made = await open();
    const unit = `juju status cinder --format=json | jq -r '.applications.cinder | [."charm-rev", (.units["cinder/0"] | ."workload-status".current, ."juju-status".current), ."can-upgrade-to" // "NONE"] | join(" ")'`;
    const states = await made.run(`juju refresh -m openstack cinder; ${unit}; sleep 15; ${unit}; sleep 5m; ${unit}; juju refresh cinder`);
    expect(states.stdout.trim().split("\n")).toEqual(["718 active idle NONE", "718 maintenance executing NONE", "718 active idle NONE"]);
    expect(states.stderr).toContain('charm "cinder": already up-to-date');
    expect(made.summary()).toMatchObject({ refreshes: { cinder: 1, keystone: 0 } });
  });

  test("a refresh to a revision pins; one to the channel follows it again, to its newest revision", async () => {
    const made = await open();
    await made.run("juju refresh cinder; sleep 5m; juju refresh cinder --revision 710; sleep 5m");
    expect(made.summary()).toMatchObject({ pinned: ["cinder"], revisions: { cinder: 710 } });
    expect((await made.run(`juju status --format=json | jq -r '.applications.cinder."can-upgrade-to" // "NONE"'`)).stdout).toBe("NONE\n");
    await made.run("juju refresh cinder --channel 2024.1/stable; sleep 5m");
    expect(made.summary()).toMatchObject({ pinned: [], revisions: { cinder: 718 } });
  });

  test("a refreshed vault is a sealed one", async () => {
    const made = await open();
    const answer = await made.run("juju refresh vault --channel 1.16/stable; source ~/admin-openrc; bash scripts/cloud-assert.sh");
    expect(answer.status).toBe(1);
    expect(made.summary()).toMatchObject({ vaultIsSealed: true, channels: { vault: "1.16/stable" } });
  });

  test("the BOM, its commit, and the backup", async () => {
    const made = await open();
    const answer = await made.run(
      [
        "source ~/admin-openrc; bash scripts/cloud-assert.sh --capture",
        "pre=$(ls -1 asbuilt)",
        "git status --porcelain asbuilt",
        'git add "asbuilt/$pre"; git commit -m "BOM"; git status --porcelain asbuilt',
        "juju refresh keystone; sleep 5m; bash scripts/cloud-assert.sh --capture >/dev/null",
        `diff asbuilt/*/bundle-exported.yaml | grep '^[<>]'`,
        'juju create-backup -m admin/controller --filename ~/openstack-baseline/b.tgz "note" | grep checksum',
        "stat -c %s ~/openstack-baseline/b.tgz; tar -tzf ~/openstack-baseline/b.tgz | sed -n 1p; sha256sum ~/openstack-baseline/b.tgz | cut -c1-8",
      ].join("\n"),
    );
    expect(answer.stdout).toContain("<     revision: 695\n>     revision: 702\n");
    expect(answer.stdout).toContain("945815552\njuju-backup/metadata.json\n9c1e4b7f\n");
    expect(made.summary()).toMatchObject({ captures: { committed: 1, untracked: 1 }, commits: ["BOM"], backups: 1 });
  });

  test("the same seed makes the same world, another seed another one", async () => {
    const script = "juju upgrade-controller --agent-version 3.6.25; sleep 10m; juju upgrade-model --agent-version 3.6.25; sleep 50";
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map(async (seed) => {
        const made = await open({ seed });
        await made.run(script);
        return JSON.stringify(made.summary());
      }),
    );
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  test("clients of one pipeline do not lose each other's changes", async () => {
    const made = await open();
    const start = made.nowMs();
    await made.run("for i in 1 2 3 4 5 6 7 8; do sleep 10 & done; wait");
    expect(made.nowMs() - start).toBe(80_000);
  });
});

describe("faults", () => {
  test.each([
    [
      "agent-stays-behind",
      { agent: "nova-compute/1" },
      "juju upgrade-controller --agent-version 3.6.25; sleep 10m; juju upgrade-model --agent-version 3.6.25; sleep 1h",
      { agents: { "3.6.24": 1, "3.6.25": 90 } },
    ],
    ["controller-stays-away", {}, "juju upgrade-controller --agent-version 3.6.25; sleep 1h", { controller: { isReachable: false } }],
    [
      "controller-stays-away",
      { minutes: 15 },
      "juju upgrade-controller --agent-version 3.6.25; sleep 1h",
      { controller: { isReachable: true } },
    ],
    [
      "refresh-breaks-unit",
      { app: "cinder" },
      "juju refresh cinder; sleep 10m",
      { errors: ["cinder/0"], workloads: { active: 62, error: 1 } },
    ],
    ["vault-seals", {}, "juju version", { vaultIsSealed: true }],
    ["update-offered", { app: "vault", revision: 141 }, "juju refresh vault; sleep 5m", { revisions: { vault: 141 } }],
    ["server-stops", { name: "worker-a" }, "juju version", { servers: { ACTIVE: 2, SHUTOFF: 2 } }],
  ])("%s %j", async (name, detail, script, summary) => {
    const made = await open({ faults: [[name, detail]] });
    await made.run(script);
    expect(made.summary()).toMatchObject(summary);
  });

  test.each([
    ["check-fails", { check: "A4" }, "source ~/admin-openrc; bash scripts/cloud-assert.sh", "CLOUD-ASSERT: FAIL"],
    ["cluster-in-progress", {}, "source ~/admin-openrc; openstack coe cluster list -f value -c status", "UPDATE_IN_PROGRESS"],
    [
      "service-down",
      { binary: "nova-compute", host: "openstack1" },
      "source ~/admin-openrc; openstack hypervisor list -f value -c State",
      "down",
    ],
    ["dashboard-broken", { status: 500 }, "curl -s -o /dev/null -w '%{http_code}' http://10.12.4.58/horizon/auth/login/", "500"],
    ["backup-cut-short", { bytes: 10 }, "juju create-backup -m admin/controller --filename ~/b >/dev/null; stat -c %s ~/b", "10\n"],
    ["option-changes", { app: "nova-compute", option: "reserved-host-memory", value: "1" }, "juju export-bundle", "reserved-host-memory"],
    [
      "update-offered",
      { app: "magnum", charm: "magnum-dashboard", revision: 122 },
      `juju status --format=json | jq -r '.applications.magnum."can-upgrade-to"'`,
      "ch:amd64/magnum-dashboard-122",
    ],
    ["api-away", { minutes: 1 }, "juju status 2>&1", "connection refused"],
    [
      "refresh-is-slow",
      { app: "cinder", minutes: 30 },
      `juju refresh cinder; sleep 25m; juju status cinder --format=json | jq -r '.applications.cinder.units[]."juju-status".current'`,
      "executing",
    ],
  ])("%s %j is seen by the clients", async (name, detail, script, words) => {
    const made = await open({ faults: [[name, detail]] });
    expect((await made.run(script)).stdout).toContain(words);
  });
});
