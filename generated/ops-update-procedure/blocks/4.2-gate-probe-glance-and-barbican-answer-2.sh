openstack secret list </dev/null
