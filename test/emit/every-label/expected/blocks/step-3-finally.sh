kubectl uncordon "${RB_nodes[@]}"
