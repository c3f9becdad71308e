#!/bin/sh
# sandbox.sh COMMAND...: runs the command in network, mount and process namespaces of its own, with empty /run and /etc/netns.
# Everything in them ends with the command, or when this process is killed.
export NETLAB_TEST_SANDBOX=1
# The inner shell does not exec: the first process of a namespace inherits orphans, and a shell waits for them.
# shellcheck disable=SC2016 # expanded by the inner shell
exec unshare -mnp --fork --kill-child --mount-proc sh -c '
  mount -t tmpfs tmpfs /run && mkdir -p /etc/netns && mount -t tmpfs tmpfs /etc/netns && ip link set lo up && "$@"
  exit $?' sh "$@"
