juju status -m openstack --format=json | jq -r '
  .applications | to_entries[] | select((.value."can-upgrade-to" // "") != "")
  | (.value."can-upgrade-to" | sub("^ch:([^/]*/)*"; "")
     | capture("^(?<name>.*)-(?<rev>[0-9]+)$") // {name: "unreadable", rev: "0"}) as $next
  | [.key, .value."charm-name", .value."charm-rev", $next.rev, .value."charm-channel",
     (if $next.name == .value."charm-name" then "OK" else "NAME-MISMATCH" end)]
  | @tsv'
