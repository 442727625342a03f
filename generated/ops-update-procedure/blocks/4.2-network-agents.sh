openstack network agent list -f value -c Binary -c Host -c Alive </dev/null
