# First process of the VM once the host's files are its root: the machine that labs see, an ssh server, and the watch that
# ends the VM when nobody has used it for a while.
b=/run/vm/busybox
say() { echo "netlab-vm: $*"; }
# initramfs.ts writes it: idle_limit and watch_every.
# shellcheck source=/dev/null
. /run/vm/settings

$b mount -t devtmpfs dev /dev
$b mount -t proc proc /proc

# Autoload: the kernel starts this program when something asks for a type that it lacks. Before anything does: mount(2) of bpf asks for
# bpf_preload, and the kernel's own default is /sbin/modprobe, which is the host's.
$b mkdir -p /lib/modules
$b mount --bind /modules /lib/modules
# busybox takes a module that another modprobe is still loading for loaded, and the kernel finds no such type: with several that
# ask at once, each waits until all that it needs is live.
$b cat > /run/vm/modprobe << 'end'
#!/run/vm/busybox sh
b=/run/vm/busybox
$b modprobe "$@" || exit
$b grep -q ' Loading ' /proc/modules || exit 0
for name; do :; done
tries=0
for word in $($b modprobe -D "$name"); do
  module=${word##*/} module=${module%.ko} module=${module//-/_}
  while [ $tries -lt 200 ] && $b grep -q "^$module .* Loading " /proc/modules; do
    $b usleep 50000
    tries=$((tries + 1))
  done
done
end
$b chmod 755 /run/vm/modprobe
# The host's kmod finds no index of this kernel's modules (modules.dep.bin), so the guest's own programs take its names.
for name in kmod modprobe lsmod insmod rmmod modinfo depmod; do
  program=/run/vm/busybox
  [ $name = modprobe ] && program=/run/vm/modprobe
  for folder in /usr/sbin /usr/bin /sbin /bin /usr/local/sbin /usr/local/bin; do $b rm -f $folder/$name; done
  [ $name = kmod ] || $b ln -s $program /usr/sbin/$name
done
# Modules that the host's administrator has forbidden there are needed here.
$b rm -rf /etc/modprobe.d /etc/modprobe.conf
echo /run/vm/modprobe > /proc/sys/kernel/modprobe

$b mount -t sysfs sys /sys
$b mkdir -p /dev/pts /dev/shm /run/netns /run/lock /etc/netns \
  /var/lib /var/log /var/cache /var/tmp /var/spool /run/vm/home/.ssh
$b mount -t devpts -o ptmxmode=666,gid=5,mode=620 devpts /dev/pts
$b mount -t tmpfs -o mode=1777 tmpfs /dev/shm
$b mount -t tmpfs -o mode=1777 tmpfs /tmp
$b mount -t cgroup2 cgroup2 /sys/fs/cgroup
$b mount -t bpf bpf /sys/fs/bpf
$b ln -s /run /var/run
$b ln -s /proc/self/fd /dev/fd
n=0; for name in stdin stdout stderr; do $b ln -s /proc/self/fd/$n /dev/$name; n=$((n + 1)); done

# Labs that set net.bridge.* need it, and nothing asks for it. The guest has no bridges of its own.
/run/vm/modprobe br_netfilter
# Opening it is what asks for the module (Documentation/admin-guide/devices.txt: character device 10, 200).
$b mkdir -p /dev/net
$b mknod -m 666 /dev/net/tun c 10 200

$b hostname netlab-vm
$b ip link set lo up
# The address that qemu's user network forwards to (its documentation of -netdev user). No route: nothing is out there.
$b ip address add 10.0.2.15/24 dev eth0
$b ip link set eth0 up

# A home and a shell of its own: a shell that reads a user's start-up files takes seconds on an emulated processor.
$b sed -i 's#^root:.*#root:x:0:0:root:/run/vm/home:/bin/sh#' /etc/passwd
$b mv /run/vm/authorized_keys /run/vm/home/.ssh/authorized_keys
$b chmod 700 /run/vm/home /run/vm/home/.ssh
# -s no passwords, -j -k no forwarding, -E messages to the console; it goes to the background once it listens.
/usr/sbin/dropbear -s -j -k -E -r /run/vm/hostkey -p 22 -P /run/vm/dropbear.pid || say "broken: dropbear"
say ready

# In use: a lab (its namespaces, its records), or a login (an established connection, state 01, to port 22).
used() {
  for path in /run/netns/* /run/netlab/*; do
    case $path in *.lock) continue ;; esac
    [ -e "$path" ] && return 0
  done
  while read -r _ here _ state _; do
    case $here/$state in *:0016/01) return 0 ;; esac
  done < /proc/net/tcp
  return 1
}
# A foreground sleep also buries the orphans that this process, as the first, inherits.
idle=0
# shellcheck disable=SC2154 # from the settings
while [ "$idle" -lt "$idle_limit" ]; do
  $b sleep "$watch_every"
  if used; then idle=0; else idle=$((idle + watch_every)); fi
done
say idle
$b poweroff -f
