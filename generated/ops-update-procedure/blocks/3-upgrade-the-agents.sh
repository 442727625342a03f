juju upgrade-model -m openstack --agent-version "${RB_target}"
