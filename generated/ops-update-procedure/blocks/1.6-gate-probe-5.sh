juju help refresh | grep -e --channel
