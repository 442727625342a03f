openstack hypervisor list -f value -c "Hypervisor Hostname" -c State </dev/null
openstack compute service list -f value -c Binary -c Host -c State </dev/null
