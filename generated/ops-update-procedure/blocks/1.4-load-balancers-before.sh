openstack loadbalancer list -f json -c id -c provisioning_status -c operating_status </dev/null \
  | jq -r 'sort_by(.id) | (.[] | "\(.id) \(.provisioning_status)/\(.operating_status)"), "total \(length)"'
