#!/bin/sh
# Replaces a program of the host that the VM must not run: one of host-programs.txt. They need the host's kernel modules or its init.
# In the VM it writes to the console, which netlab prints when the VM is gone, and ends the VM. Elsewhere it runs the program, which
# test/standard-root/run.sh has moved.
if [ -e /run/vm/busybox ]; then
  echo "netlab-vm: broken: the VM ran the host's $0 $*" > /dev/console
  /run/vm/busybox poweroff -f
fi
exec "/usr/local/lib/real/${0##*/}" "$@"
