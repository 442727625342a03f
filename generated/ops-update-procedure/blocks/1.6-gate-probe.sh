juju help upgrade-controller | grep -e --agent-version
