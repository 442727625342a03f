openstack loadbalancer list </dev/null
