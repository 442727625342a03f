juju controllers --format=json > ~/openstack-baseline/controller-pre-"${RB_date}".json
