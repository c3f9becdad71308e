#!/bin/sh
# run.sh [JOB...]: runs README.md's two commands, and all labs, on a machine as users have it: Debian's standard task, kmod, and an
# ordinary user with sudo. JOB... are jobs of scripts/test (default: all). Needs root, mmdebstrap and the network; without them it
# prints `skipped:` with the reason.
#
# The machine is a root directory in mount and process namespaces of its own (enter.sh), without systemd as its first process. It
# has this host's Node and npm, because Debian's are too old, and this host's apt sources. A stand-in
# (test/vm/stand-in.sh) replaces each program that needs the host's kernel modules or the host's init. If the VM runs one, the VM
# ends and the tests fail.
set -eu
cd "$(dirname "$0")/../.."
here=$PWD

skip() { echo "skipped: $*"; exit 0; }
command -v mmdebstrap > /dev/null || skip 'mmdebstrap is not installed (Debian package: mmdebstrap)'
git rev-parse -q --verify HEAD > /dev/null 2>&1 || skip 'this checkout is not a git repository'
# shellcheck source=/dev/null
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
[ -n "$suite" ] || skip '/etc/os-release names no suite'

# A fixed path, so that a run that was killed leaves no more than one.
scratch=/var/cache/netlab-standard-root
mkdir -p "$scratch"
exec 9> "$scratch/lock"
flock -n 9 || skip 'another run uses it'
clear() { rm -rf --one-file-system "$scratch/root" "$scratch/failed"; }
trap clear EXIT
trap 'exit 1' HUP INT TERM
clear
root=$scratch/root

sources=$(find /etc/apt/sources.list /etc/apt/sources.list.d -type f \( -name '*.list' -o -name '*.sources' \) -size +0 2> /dev/null || true)
# shellcheck disable=SC2086 # a list of files
timeout 1800 mmdebstrap --quiet --variant=standard --include=sudo,kmod,ca-certificates,git "$suite" "$root" $sources \
  > "$scratch/log" 2>&1 || { tail -n 15 "$scratch/log" >&2; skip "mmdebstrap could not make the root: $(tail -n 1 "$scratch/log")"; }

# An installer would ask for these.
cp /etc/resolv.conf /etc/hosts "$root/etc/"
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
echo "127.0.1.1 $(hostname)" >> "$root/etc/hosts"
chroot "$root" useradd --create-home --shell /bin/bash student
echo 'student ALL=(ALL) NOPASSWD: ALL' > "$root/etc/sudoers.d/student"
chmod 440 "$root/etc/sudoers.d/student"

# As the archive from nodejs.org, unpacked into /usr/local.
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
mkdir -p "$root/usr/local/lib/node_modules" "$root/usr/local/etc"
cp "$(readlink -f "$(command -v node)")" "$root/usr/local/bin/node"
cp -r "$npm" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
printf 'registry=%s\ncafile=/etc/ssl/certs/ca-certificates.crt\n' "$(npm config get registry)" > "$root/usr/local/etc/npmrc"

git clone --quiet "file://$here" "$root/home/student/netlab"
chroot "$root" chown -R student: /home/student/netlab

install -m 755 test/vm/stand-in.sh "$root/usr/local/lib/stand-in"
mkdir "$root/usr/local/lib/real"
names=" $(tr '\n' ' ' < test/vm/host-programs.txt)"
for name in $names; do
  for folder in usr/sbin usr/bin; do
    program=$root/$folder/$name real=$root/usr/local/lib/real/$name
    if [ -L "$program" ]; then
      # Several names of one program, which reads its own: the target is beside it, or is not replaced.
      target=$(readlink "$program")
      case $names in *" ${target##*/} "*) target=${target##*/} ;; esac
      ln -sf "$target" "$real"
      rm "$program"
    elif [ -e "$program" ]; then mv "$program" "$real"
    else continue
    fi
    ln -s /usr/local/lib/stand-in "$program"
  done
done

# As guides to hardening write it.
printf 'install %s /bin/false\n' ip_vs tun wireguard > "$root/etc/modprobe.d/hardening.conf"

# Indented, because a line `skipped:` is the result of this script.
{
  unshare --mount --pid --fork --kill-child test/standard-root/enter.sh "$root" "$@" 2>&1 9>&- || touch "$scratch/failed"
} | sed 's/^/  /'
[ ! -e "$scratch/failed" ]
