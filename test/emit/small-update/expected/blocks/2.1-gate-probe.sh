bash scripts/assert.sh
