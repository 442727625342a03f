kubectl cordon "${RB_nodes[@]}"
