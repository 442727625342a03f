juju status -m admin/controller --format=json | jq -r '
  .. | objects | select(has("juju-status")) | ."juju-status".version // "none"'
