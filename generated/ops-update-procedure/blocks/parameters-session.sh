cd ~/openstack-caracal-ipv4 && source ~/admin-openrc
