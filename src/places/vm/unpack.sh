# Makes a kernel's folder in the cache: vmlinux or vmlinuz, and modules/ with what labs and the VM's start need, indexed.
# Arguments: the folder to make, the kernel's release, busybox, then the package to take it from, or nothing: this host's own.
set -eu
umask 022
folder=$1 release=$2 busybox=$3 package=${4-}
mkdir -p "$folder/tree"
if [ -n "$package" ]; then dpkg-deb --fsys-tarfile "$package"
else tar -C / -cf - "boot/vmlinuz-$release" "lib/modules/$release/"
fi | tar -C "$folder/tree" -xf - --no-same-owner --wildcards --exclude='*/drivers/net/ethernet/*' --exclude='*/drivers/net/wireless/*' \
  --exclude='*/drivers/net/usb/*' "*boot/vmlinuz-$release" "*lib/modules/$release/modules.*" \
  "*lib/modules/$release/kernel/arch/*" "*lib/modules/$release/kernel/crypto/*" "*lib/modules/$release/kernel/fs/*" \
  "*lib/modules/$release/kernel/lib/*" "*lib/modules/$release/kernel/net/*" "*lib/modules/$release/kernel/drivers/char/*" \
  "*lib/modules/$release/kernel/drivers/net/*" "*lib/modules/$release/kernel/drivers/virtio/*"
# Where lib became usr/lib, the modules are there.
mkdir -p "$folder/lib/modules"
for modules in "$folder"/tree/lib/modules "$folder"/tree/usr/lib/modules; do
  if [ -d "$modules/$release" ]; then mv "$modules/$release" "$folder/lib/modules/"; fi
done
mv "$folder/tree/boot/vmlinuz-$release" "$folder/vmlinuz"
rm -r "$folder/tree"
# Compressed modules cost an emulated processor more to unpack than this one.
find "$folder/lib/modules" -name '*.ko.xz' -exec xz -d {} +
find "$folder/lib/modules" -name '*.ko.zst' -exec zstd -q -d --rm {} +
find "$folder/lib/modules" -name '*.ko.gz' -exec gzip -d {} +
"$busybox" depmod -b "$folder" "$release"

# The kernel inside the compressed image, as the kernel's scripts/extract-vmlinux finds it: an emulated processor takes two
# seconds to unpack it at every boot, and qemu starts amd64's ELF image directly (CONFIG_PVH). Where none is found, the image boots.
extract() {
  at=$(LC_ALL=C grep -abo -P "$1" "$folder/vmlinuz" | head -n 1 | cut -d: -f1)
  if [ -z "$at" ]; then return 0; fi
  shift
  tail -c +$((at + 1)) "$folder/vmlinuz" | "$@" > "$folder/vmlinux" 2> /dev/null || :
  if [ "$(head -c 4 "$folder/vmlinux" | tail -c 3)" = ELF ]; then rm "$folder/vmlinuz"; exit 0; fi
}
extract '\xfd7zXZ\x00' xz -dc --single-stream
extract '\x28\xb5\x2f\xfd' zstd -dcq
extract '\x1f\x8b\x08\x00' gzip -dcq
rm -f "$folder/vmlinux"
