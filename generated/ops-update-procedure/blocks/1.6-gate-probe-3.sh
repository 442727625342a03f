juju help create-backup | grep -e --filename
