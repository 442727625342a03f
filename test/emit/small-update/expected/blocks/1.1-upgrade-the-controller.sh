juju upgrade-controller --agent-version "${RB_target}"
