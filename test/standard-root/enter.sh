#!/bin/sh
# enter.sh ROOT [JOB...]: makes ROOT the root directory of its mount namespace, and runs as-user.sh there as an ordinary user with
# sudo. Not chroot(8): in a changed root the kernel refuses user namespaces, which rootless places need.
set -eu
root=$1
shift
mount --bind "$root" "$root"
cd "$root"
mount --rbind /dev dev
mount --rbind /sys sys
mount -t proc proc proc
mount -t tmpfs -o mode=755 tmpfs run
mkdir -p run/lock mnt/host
pivot_root . mnt/host
umount -l /mnt/host
# The first process of a PID namespace inherits orphans, and a shell that waits buries them. exec: a login shell that exits runs
# ~/.bash_logout, whose status counts.
su - student --whitelist-environment=http_proxy,https_proxy,no_proxy \
  -c 'exec netlab/test/standard-root/as-user.sh "$@"' student "$@"
exit $?
