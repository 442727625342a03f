juju status -m openstack --format=json | jq -r '
  .. | objects | select(has("juju-status")) | ."juju-status"
  | if .current == "idle" or .current == "started" then .version else .current end'
