juju status -m openstack --format=json | jq -r '
  .. | objects | (.units // {}, .subordinates // {}) | to_entries[]
  | "\(.key) \(.value."workload-status".current)/\(.value."juju-status".current)"'
