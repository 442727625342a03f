stat -c '%s B' ~/openstack-baseline/juju-controller-backup-pre-"${RB_target}"-"${RB_date}".tar.gz
