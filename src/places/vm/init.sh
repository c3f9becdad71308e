#!/bin/busybox sh
# First process of the VM, in its initramfs: loads what reaches the host's files, lays a tmpfs over them, and goes there.
b=/bin/busybox
say() { echo "netlab-vm: $*"; }
broken() { say "broken: $*"; $b poweroff -f; }

$b mount -t devtmpfs dev /dev
say kernel
for module in /modules/*; do $b insmod "$module" || broken "insmod $module"; done
# Nothing writes to the host's files, so the guest may keep what it has read of them.
$b mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=512000 host /lower || broken "the host's files (9p)"
$b mount -t tmpfs -o mode=755 tmpfs /upper
$b mkdir /upper/files /upper/work
# In an ordinary user's VM, qemu sees the host's root as nobody. Without nosuid, a setuid program such as mount would then turn
# the guest's root into nobody.
suid=suid; [ "$($b stat -c %u /lower/usr)" = 0 ] || suid=nosuid
$b mount -t overlay -o $suid,lowerdir=/lower,upperdir=/upper/files,workdir=/upper/work root /root || broken "the overlay"
for folder in dev proc sys run tmp root home var etc; do $b mkdir -p /root/$folder; done
$b mount -t tmpfs -o mode=755 tmpfs /root/run
$b cp -a /vm /root/run/vm
$b cp /bin/busybox /root/run/vm/busybox
exec $b switch_root /root /run/vm/busybox sh /run/vm/guest.sh
