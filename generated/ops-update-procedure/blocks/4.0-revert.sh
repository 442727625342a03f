juju refresh -m openstack "${RB_app}" --revision "${RB_now_rev}"
