openstack server list --all-projects </dev/null
