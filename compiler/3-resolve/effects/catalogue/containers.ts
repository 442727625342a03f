/** Containers and virtual machines on a host. */
import { behind, type Client, verbs, type Verbs, words } from "../client.ts";

const composeVerbs: Verbs = {
  ...verbs("read-only", "ps, config, logs, images, top, version, ls, port, events"),
  ...verbs("mutating", "up, down, start, stop, restart, pull, push, build, create, rm, kill, run, pause, unpause, cp"),
};

export const containers: readonly Client[] = [
  {
    names: ["docker", "podman", "nerdctl"],
    otherwise: "undetermined",
    valueOptions: words("-H, --host, -c, --context, --format, -f, --filter, -n, --tail, --since"),
    runsWords: ["run", "exec"],
    facts: {
      destructive: {
        verbs: words(
          "rm, rmi, system prune, volume rm, volume prune, image prune, container prune, network prune, stack rm, swarm leave, compose rm",
        ),
        options: ["--volumes", "--rmi"],
      },
      readsStdin: { verbs: ["exec", "run", "load", "import", "compose exec", "compose run"], onlyWith: ["-i", "--interactive"] },
      interactive: {
        options: ["-t", "--tty"],
        verbs: ["attach"],
        unlessVerbs: words(
          "build, tag, logs, ps, images, buildx build, compose build, image build, stop, restart, compose stop, compose restart, compose up, compose down",
        ),
      },
      bypassesTrust: { options: ["--tls-verify false", "--tlsverify false", "--disable-content-trust"] },
      endless: { verbs: ["events", "stats", "logs", "compose logs", "attach"], onlyWith: ["-f", "--follow"] },
    },
    verbs: {
      ...verbs(
        "read-only",
        `
          ps, images, inspect, logs, version, info, stats, top, diff, port, events, history, search, image ls, image inspect,
          image history, container ls, container inspect, container logs, container top, network ls, network inspect,
          volume ls, volume inspect, system df, system info, context ls, context show, manifest inspect, node ls, service ls,
          service ps, service logs, stack ls, stack ps, plugin ls, buildx ls
        `,
      ),
      ...verbs(
        "mutating",
        `
          start, stop, restart, kill, rm, rmi, pull, push, build, create, commit, tag, cp, load, save, import, export,
          rename, update, pause, unpause, attach, login, logout, image rm, image prune, image pull, container rm,
          container prune, container start, container stop, container restart, network create, network rm, network prune,
          network connect, network disconnect, volume create, volume rm, volume prune, system prune, swarm, service update,
          service create, service rm, stack deploy, stack rm
        `,
      ),
      // Nothing of the container stays: what its program does to others is not known.
      run: {
        effect: "mutating",
        options: { "--rm": { values: { false: "mutating" }, otherwise: "undetermined" }, "-d": "mutating", "--detach": "mutating" },
      },
      ...behind("compose", composeVerbs),
    },
  },
  { names: ["docker-compose"], otherwise: "undetermined", valueOptions: ["-f", "--file", "-p"], verbs: composeVerbs },
  {
    names: ["lxc", "incus"],
    otherwise: "undetermined",
    facts: {
      destructive: {
        verbs: words(
          "delete, storage delete, storage volume delete, network delete, profile delete, image delete, project delete, restore",
        ),
        options: ["--force"],
      },
      readsStdin: { verbs: words("launch, init, exec, network create, profile create, profile edit, config edit") },
      interactive: { verbs: ["console", "shell"] },
      endless: { verbs: ["monitor"] },
    },
    valueOptions: ["--project", "--format", "-f", "-c"],
    verbs: {
      ...verbs(
        "read-only",
        `
          list, info, version, config show, config get, config device show, image list, image info, network list, network show,
          network info, network get, profile list, profile show, storage list, storage show, storage info, storage volume list,
          remote list, cluster list, cluster show, operation list, project list
        `,
      ),
      ...verbs(
        "mutating",
        `
          launch, init, start, stop, restart, delete, copy, move, rename, snapshot, restore, publish, file, config set,
          config unset, config edit, config device, image import, image delete, image copy, network create, network delete,
          network set, profile create, profile delete, profile set, profile edit, storage create, storage delete, remote add,
          remote remove, remote switch, pause, import, export
        `,
      ),
    },
  },
  {
    names: ["multipass"],
    otherwise: "undetermined",
    facts: {
      destructive: { verbs: ["delete", "purge", "restore"] },
      readsStdin: { verbs: ["exec", "shell"] },
      interactive: { verbs: ["shell"] },
    },
    verbs: {
      ...verbs("read-only", "list, info, version, find, networks, get"),
      ...verbs(
        "mutating",
        `
          launch, start, stop, restart, delete, purge, recover, suspend, mount, umount, transfer, set, snapshot, restore,
          clone
        `,
      ),
    },
  },
];
