openstack server list --all-projects -f json -c ID -c Status </dev/null \
  | jq -r 'sort_by(.ID) | (.[] | "\(.ID) \(.Status)"), "total \(length)"'
