juju show-controller --format=json | jq -r '.[].details."agent-version"'
juju status -m openstack --format=json | jq -r '
  .. | objects | select(has("juju-status")) | ."juju-status".version // "none"'
