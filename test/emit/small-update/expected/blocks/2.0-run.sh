juju refresh "${RB_app}"
