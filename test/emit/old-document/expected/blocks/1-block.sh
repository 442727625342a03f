redis-cli info replication | grep role
