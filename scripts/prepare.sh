# Prepares this checkout: what scripts/try and scripts/test have in common. Sourced, from the checkout's top folder.
# Installs only what is missing, may run any number of times, and says plainly what is missing where it cannot go on.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$1"; shift; for line in "$@"; do say "  $line"; done; exit 3; }

# Runs a command as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

need_linux() {
  [ "$(uname -s)" = Linux ] || stop "netlab needs Linux: it builds networks out of Linux namespaces." \
    "On another system, use the Linux machine or VM that you have."
}

need_node() {
  command -v node > /dev/null 2>&1 || stop "Node is missing." "Install Node 20.19 or newer (https://nodejs.org), then run this again."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    stop "Node $(node --version) is too old." "Install Node 20.19 or newer (https://nodejs.org), then run this again."
  command -v npm > /dev/null 2>&1 || stop "npm is missing." "It comes with Node: install both, then run this again."
}

need_root() {
  [ "$(id -u)" = 0 ] && return
  command -v sudo > /dev/null 2>&1 ||
    stop "This needs root: network namespaces and packages do." "Run it as root, or install sudo and allow it for $(id -un)."
  sudo -n true 2> /dev/null || { [ -t 0 ] && sudo -v; } ||
    stop "sudo does not let $(id -un) become root." "Run this in a terminal to type the password, or run it as root."
}

# packages NAME=COMMAND...: installs the Debian packages whose command is not there. No service starts: while packages are
# installed, policy-rc.d (invoke-rc.d(8)) forbids it, and what they would start at the next boot is turned off.
packages() {
  missing=
  for pair in "$@"; do
    PATH="$PATH:/usr/sbin:/sbin" command -v "${pair#*=}" > /dev/null 2>&1 || missing="$missing ${pair%%=*}"
  done
  [ -z "$missing" ] && return
  command -v apt-get > /dev/null 2>&1 ||
    stop "These programs are missing, and there is no apt-get to install them:$missing" \
      "Install the packages of these names with your package manager, then run this again."
  say "installing:$missing"
  as_root env services="$(services_of $missing)" sh -c '
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
      printf "#!/bin/sh\nexit 101\n" > $policy
      chmod 755 $policy
      trap "rm -f $policy" EXIT
    fi
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # A stale list of packages is the usual reason for a first failure.
    if apt-get install -q -y --no-install-recommends "$@" > "$log" 2>&1 ||
      { apt-get update -q > "$log" 2>&1 && apt-get install -q -y --no-install-recommends "$@" > "$log" 2>&1; }
    then
      rm -f "$log"
      for service in $services; do
        if [ -d /run/systemd/system ] && systemctl cat "$service" > /dev/null 2>&1; then systemctl -q disable --now "$service"; fi
      done
    else tail -n 15 "$log" >&2; rm -f "$log"; exit 1
    fi
  ' sh $missing || stop "apt-get could not install:$missing" "Its last lines are above."
}

# Services that packages bring: labs start such daemons themselves, in namespaces of their own.
services_of() {
  for package in "$@"; do
    case $package in
      bird2) echo bird ;;
      openssh-server) echo ssh ;;
    esac
  done
}

# npm packages and the bundle, when what they are made from has changed since.
build() {
  if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    say "installing npm packages"
    # Not npm ci: it wants the lock file to hold the native packages of every platform, whether or not they are to be had.
    npm install --no-save --ignore-scripts --loglevel=error > /dev/null || stop "npm could not install the packages." "Its messages are above."
    touch node_modules/.package-lock.json
  fi
  if [ ! -e dist/netlab.cjs ] || [ -n "$(find src scripts/build.js package.json -newer dist/netlab.cjs -print -quit)" ]; then
    npm run --silent build || stop "The build failed." "Its messages are above."
  fi
}

# What most labs run, and what some run beyond that.
lab_packages='iproute2=ip iptables=iptables tcpdump=tcpdump iputils-ping=ping procps=sysctl util-linux=nsenter python3=python3 curl=curl'
more_packages='bird2=bird conntrack=conntrack ethtool=ethtool ipset=ipset wireguard-tools=wg'

# What the VM needs (src/places/vm/programs.ts): no package here brings a service. Then a kernel in the cache, while there is
# a network.
need_vm() {
  case $(uname -m) in
    x86_64) qemu='qemu-system-x86=qemu-system-x86_64' ;;
    aarch64) qemu='qemu-system-arm=qemu-system-aarch64' ;;
    *) say "the VM is known for x86_64 and aarch64, not for $(uname -m)"; return 1 ;;
  esac
  packages "$qemu" dropbear-bin=dropbear openssh-client=ssh
  as_root "$(command -v node)" bin/netlab.js vm fetch
}
