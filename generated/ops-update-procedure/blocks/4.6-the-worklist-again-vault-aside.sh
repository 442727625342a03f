juju status -m openstack --format=json | jq -r '
  .applications | del(.vault, ."vault-mysql-router")
  | to_entries[] | select((.value."can-upgrade-to" // "") != "")
  | (.value."can-upgrade-to" | sub("^ch:([^/]*/)*"; "")
     | capture("^(?<name>.*)-(?<rev>[0-9]+)$") // {name: "unreadable", rev: "0"}) as $next
  | [.key, (if $next.name == .value."charm-name" then "OK" else "NAME-MISMATCH" end)]
  | @tsv'
