juju status -m openstack --format=json | jq -r --arg a "${RB_app}" '
  .. | objects | (.units // {}, .subordinates // {}) | to_entries[]
  | select((.key | startswith($a + "/")) or .value."workload-status".current == "error")
  | (., (.value.subordinates // {} | to_entries[]))
  | "\(.key) \(.value."workload-status".current)/\(.value."juju-status".current)"'
