juju status --format=json | jq -r '.applications | to_entries[] | [.key, .value."charm-name"] | @tsv'
