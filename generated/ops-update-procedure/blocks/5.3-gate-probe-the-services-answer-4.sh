openstack coe cluster list </dev/null
