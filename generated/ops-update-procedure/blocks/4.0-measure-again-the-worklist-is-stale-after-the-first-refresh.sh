juju status -m openstack --format=json | jq -r --arg a "${RB_app}" '
  .applications[$a]
  | ((."can-upgrade-to" // "") | sub("^ch:([^/]*/)*"; "")
     | capture("^(?<name>.*)-(?<rev>[0-9]+)$") // {name: "NONE", rev: "NONE"}) as $next
  | [$a, ."charm-rev", $next.rev, ."charm-channel",
     (if $next.name == ."charm-name" then "OK" else "NAME-MISMATCH" end)]
  | @tsv'
