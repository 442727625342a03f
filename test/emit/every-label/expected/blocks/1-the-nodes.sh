kubectl get nodes "${RB_nodes[@]}" --output=name
