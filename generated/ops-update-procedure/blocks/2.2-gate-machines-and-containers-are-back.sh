juju status -m openstack --format=json | jq -r '
  .machines | to_entries[] | (., (.value.containers // {} | to_entries[]))
  | "\(.key) \(.value."juju-status".current)"'
