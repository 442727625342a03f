juju help refresh | grep -e --revision
