juju status -m openstack "${RB_app}" --format=json
