stat -c %s ~/openstack-baseline/juju-controller-backup-pre-"${RB_target}"-"${RB_date}".tar.gz
