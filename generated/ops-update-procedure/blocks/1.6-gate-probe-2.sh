juju help upgrade-model | grep -e --agent-version
