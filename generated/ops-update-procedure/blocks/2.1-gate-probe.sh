jq -e .controllers ~/openstack-baseline/controller-pre-"${RB_date}".json
