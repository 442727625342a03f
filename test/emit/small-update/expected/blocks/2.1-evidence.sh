juju status "${RB_app}"
