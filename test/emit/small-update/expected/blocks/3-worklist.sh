juju status --format=json
