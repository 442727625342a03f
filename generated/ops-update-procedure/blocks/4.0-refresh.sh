juju refresh -m openstack "${RB_app}"
