juju status --format=json | jq -r --arg a "${RB_app}" '.applications[$a] | [$a, (."charm-rev" | tostring)] | @tsv'
