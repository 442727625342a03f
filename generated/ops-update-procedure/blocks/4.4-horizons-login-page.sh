curl -sS -o /dev/null -w '%{http_code}\n' http://"${RB_dashboard}"/horizon/auth/login/
