juju status -m openstack --format=json | jq -r '
  .applications."openstack-dashboard".units[].subordinates | keys[] | sub("/[0-9]+$"; "")' | sort -u
