juju show-controller --format=json
