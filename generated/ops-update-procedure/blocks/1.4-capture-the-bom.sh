bash scripts/cloud-assert.sh --capture
