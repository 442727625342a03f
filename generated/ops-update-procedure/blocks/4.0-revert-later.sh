juju refresh -m openstack "${RB_app}" --channel "${RB_now_channel}"
