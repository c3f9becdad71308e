#!/bin/sh
# as-user.sh [JOB...]: README.md's commands, in a clone, as a user types them. JOB... are jobs of scripts/test (default: all).
set -eu
cd "$(dirname "$0")/../.."
scripts/try
sudo bin/netlab.js down flannel-vxlan
scripts/test "$@"
[ $# -gt 0 ] || scripts/test-labs --all --on auto
