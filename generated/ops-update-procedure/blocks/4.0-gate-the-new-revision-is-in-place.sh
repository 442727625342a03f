juju status -m openstack --format=json | jq -r --arg a "${RB_app}" '.applications[$a]."charm-rev"'
