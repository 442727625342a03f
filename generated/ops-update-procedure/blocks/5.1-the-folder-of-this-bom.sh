ls -1 asbuilt | sort | sed -n '$p'
