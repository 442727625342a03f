juju show-controller --format=json | jq -r '.[].details."agent-version"'
