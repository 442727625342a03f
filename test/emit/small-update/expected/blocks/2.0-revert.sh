juju refresh "${RB_app}" --revision "${RB_now_rev}"
