juju ssh -m openstack openstack-dashboard/leader -- \
  ls /usr/share/openstack-dashboard/openstack_dashboard/local/local_settings.d/ </dev/null
