# Prepares this checkout for scripts/try, scripts/test and scripts/test-labs. Source it in the checkout's top folder.
# It installs only missing packages, so it can run repeatedly. If it cannot continue, it prints what is missing and how to fix it.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$1"; shift; for line in "$@"; do say "  $line"; done; exit 3; }

# Runs a command as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

need_linux() {
  [ "$(uname -s)" = Linux ] || stop "netlab needs Linux, because it builds networks from Linux namespaces." \
    "On another system, use a Linux machine or VM."
}

need_node() {
  command -v node > /dev/null 2>&1 || stop "Node is missing." "Install Node 20.19 or newer (https://nodejs.org), then run this again."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    stop "Node $(node --version) is too old." "Install Node 20.19 or newer (https://nodejs.org), then run this again."
  command -v npm > /dev/null 2>&1 || stop "npm is missing." "Install Node with npm, then run this again."
}

need_root() {
  [ "$(id -u)" = 0 ] && return
  command -v sudo > /dev/null 2>&1 ||
    stop "Network namespaces and packages need root." "Run it as root, or install sudo and allow it for $(id -un)."
  sudo -n true 2> /dev/null || { [ -t 0 ] && sudo -v; } ||
    stop "sudo does not allow $(id -un) to become root." "Run this in a terminal to type the password, or run it as root."
}

# Seconds for each download. Without network, apt-get and npm would retry for half an hour.
limit=300

# A download can be interrupted, unlike an installation. So the packages are downloaded first.
download_packages() {
  log=$(mktemp)
  # The usual reason for a first failure is a stale list of packages.
  fetch_packages "$@" > "$log" 2>&1 || {
    [ $? != 124 ] && apt_within update -q > "$log" 2>&1 && fetch_packages "$@" > "$log" 2>&1
  } || {
    tail -n 15 "$log" >&2
    rm -f "$log"
    stop "apt-get could not download within $limit s:$(printf ' %s' "$@")" \
      "Its last lines are above. Check the network, and http_proxy if there is a proxy." \
      "Or install these packages yourself, then run this again."
  }
  rm -f "$log"
}
fetch_packages() { apt_within install -q -y --download-only --no-install-recommends "$@"; }
apt_within() {
  as_root env DEBIAN_FRONTEND=noninteractive timeout "$limit" \
    apt-get -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 -o Acquire::Retries=1 "$@"
}

# packages NAME=COMMAND...: installs the Debian packages whose command is missing. No service starts: policy-rc.d
# (invoke-rc.d(8)) forbids it during installation, and services that would start at the next boot are disabled.
packages() {
  missing=
  for pair in "$@"; do
    PATH="$PATH:/usr/sbin:/sbin" command -v "${pair#*=}" > /dev/null 2>&1 || missing="$missing ${pair%%=*}"
  done
  [ -z "$missing" ] && return
  command -v apt-get > /dev/null 2>&1 ||
    stop "Missing programs, and no apt-get to install them:$missing" \
      "Install the packages with these names, then run this again."
  say "installing:$missing"
  # shellcheck disable=SC2086 # a list of words
  download_packages $missing
  # shellcheck disable=SC2016,SC2086 # the inner shell expands it; a list of words
  as_root env services="$(services_of $missing)" sh -c '
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
      printf "#!/bin/sh\nexit 101\n" > $policy
      chmod 755 $policy
      trap "rm -f $policy" EXIT
    fi
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if apt-get install -q -y --no-install-recommends "$@" > "$log" 2>&1; then
      rm -f "$log"
      for service in $services; do
        if [ -d /run/systemd/system ] && systemctl cat "$service" > /dev/null 2>&1; then systemctl -q disable --now "$service"; fi
      done
    else tail -n 15 "$log" >&2; rm -f "$log"; exit 1
    fi
  ' sh $missing || stop "apt-get could not install:$missing" "Its last lines are above."
}

# Services of the packages. Labs start these daemons themselves, in their namespaces.
services_of() {
  for package in "$@"; do
    case $package in
      bind9) echo named ;;
      bird2) echo bird ;;
      frr | haproxy | ipvsadm | keepalived | nginx) echo "$package" ;;
      openssh-server) echo ssh ;;
    esac
  done
}

# Installs npm packages and builds the bundle, if their sources have changed.
build() {
  if [ ! -e node_modules/.package-lock.json ] || [ -n "$(find package-lock.json -newer node_modules/.package-lock.json)" ]; then
    say "installing npm packages"
    # npm ci fails if the lock file lacks a native package of any platform, so use npm install.
    timeout "$limit" npm install --no-save --ignore-scripts --loglevel=error --fetch-timeout=20000 --fetch-retries=1 > /dev/null ||
      stop "npm could not install the packages within $limit s." \
        "Its messages are above. Check the network and npm's registry (npm config get registry), then run this again."
    touch node_modules/.package-lock.json
  fi
  if [ ! -e dist/netlab.cjs ] || [ -n "$(find src scripts/build.js package.json -newer dist/netlab.cjs -print -quit)" ]; then
    npm run --silent build || stop "The build failed." "Its messages are above."
  fi
}

# Programs of most labs, and additional programs of some labs.
# shellcheck disable=SC2034 # read by the scripts that source this file
lab_packages='iproute2=ip iptables=iptables tcpdump=tcpdump iputils-ping=ping procps=sysctl util-linux=nsenter python3=python3 curl=curl'
# shellcheck disable=SC2034
more_packages='bind9=named bird2=bird bpftool=bpftool conntrack=conntrack dnsmasq-base=dnsmasq ethtool=ethtool frr=vtysh gcc=cc haproxy=haproxy ipset=ipset ipvsadm=ipvsadm keepalived=keepalived
 libc6-dev=gencat nftables=nft nginx=nginx wireguard-tools=wg'

# Installs the programs of the VM (src/places/vm/programs.ts), none of which starts a service. Then it downloads the kernel
# into the cache, while the host has network access.
need_vm() {
  case $(uname -m) in
    x86_64) qemu='qemu-system-x86=qemu-system-x86_64' ;;
    aarch64) qemu='qemu-system-arm=qemu-system-aarch64' ;;
    *) say "the VM supports x86_64 and aarch64, not $(uname -m)"; return 1 ;;
  esac
  packages "$qemu" dropbear-bin=dropbear openssh-client=ssh
  as_root "$(command -v node)" bin/netlab.js vm fetch
}
