juju create-backup -m admin/controller \
  --filename ~/openstack-baseline/juju-controller-backup-pre-"${RB_target}"-"${RB_date}".tar.gz \
  "pre ops-update-${RB_date} controller ${RB_old} to ${RB_target}"
