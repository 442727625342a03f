bash scripts/cloud-assert.sh
