# Starts qemu where it sees little of the host. Run by `unshare --mount`, in a mount namespace of its own; arguments: the
# runtime folder, the folder of modules, the kernel, the identity (words of setpriv), then qemu and its arguments.
#
#   /               a tmpfs, qemu's root: /usr to run from, /dev with four devices, /proc for its descriptors, kernel, initrd
#   /export         what the guest gets, read-only, over 9p: /usr /bin /lib* /sbin /opt /etc, and the modules
#
# So the guest gets nothing of /root, /home, /run, /var, /tmp or another file system of the host, whatever it asks for.
set -eu
runtime=$1 modules=$2 kernel=$3 identity=$4
shift 4
# The guest must not fill the host's disk through its console (blocks of 512 bytes; qemu then sees a failed write).
trap '' XFSZ
ulimit -f 20480
exec > "$runtime/console.log" 2>&1 < /dev/null
read -r stat < /proc/$$/stat
# Pid and start time: fields 1 and 22. The lock, descriptor 3, is held until they are written down.
after=${stat##*) }
# shellcheck disable=SC2086 # words
echo "$$ $(set -- $after; echo "${20}")" > "$runtime/pid.new"
mv "$runtime/pid.new" "$runtime/pid"
exec 3>&-

view=$runtime/view
mount -t tmpfs -o mode=755 tmpfs "$view"
cd "$view"
mkdir -p export/modules dev proc tmp usr etc
for name in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$name" ]; then cp -P "/$name" . && cp -P "/$name" export/
  elif [ -d "/$name" ]; then mkdir "$name" "export/$name" && mount --rbind "/$name" "$name" && mount --rbind "/$name" "export/$name"
  fi
done
mount --rbind /usr usr
for name in usr etc opt; do
  if [ -d "/$name" ]; then mkdir "export/$name" && mount --rbind "/$name" "export/$name"; fi
done
mount --bind "$modules" export/modules
cp /etc/ld.so.cache etc/
# Keys and secrets are readable by their owners alone; where qemu runs as such an owner, they are covered.
: > tmp/empty
for name in ssh ssl/private wireguard letsencrypt openvpn ipsec.d/private swanctl kubernetes rancher docker netplan netns \
  NetworkManager/system-connections wpa_supplicant sudoers.d apt/auth.conf.d ppp pki/tls/private cni; do
  if [ -d "export/etc/$name" ]; then mount -t tmpfs -o ro,mode=755 tmpfs "export/etc/$name"; fi
done
for name in shadow shadow- gshadow gshadow- sudoers krb5.keytab ipsec.secrets apt/auth.conf machine-id; do
  if [ -e "export/etc/$name" ]; then mount --bind tmp/empty "export/etc/$name"; fi
done
for name in null zero urandom kvm; do
  if [ -e "/dev/$name" ]; then : > "dev/$name" && mount --bind "/dev/$name" "dev/$name"; fi
done
# qemu reads what the 9p server asks of a file through /proc/self/fd. Where no new /proc can be mounted (a user namespace), the old one.
mount -t proc -o hidepid=2,subset=pid proc proc 2> /dev/null || mount --rbind /proc proc
mv "$runtime/initrd" initrd
: > kernel && mount --bind "$kernel" kernel
user=$(id -u)
case $identity in
  --reuid=*)
    user=${identity#--reuid=}
    user=${user%% *}
    if [ -e /dev/kvm ]; then umount dev/kvm && rm dev/kvm && mknod -m 600 dev/kvm c 10 232 && chown "$user" dev/kvm; fi ;;
esac
chown "$user" initrd
chmod 400 initrd
# shellcheck disable=SC2086 # words
exec chroot . /usr/bin/setpriv $identity --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
