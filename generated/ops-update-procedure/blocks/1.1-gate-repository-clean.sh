bash scripts/repo-lint.sh
