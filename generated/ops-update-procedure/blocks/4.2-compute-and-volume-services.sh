openstack compute service list -f value -c Binary -c Host -c State </dev/null
openstack volume service list -f value -c Binary -c Host -c State </dev/null
