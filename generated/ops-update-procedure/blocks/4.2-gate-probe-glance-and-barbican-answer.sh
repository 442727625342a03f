openstack image list </dev/null
