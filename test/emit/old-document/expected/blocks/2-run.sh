systemctl restart "${RB_unit}"
