openstack network agent list -f value -c "Agent Type" -c Host -c Alive </dev/null
