openstack token issue </dev/null
