#!/bin/sh
# Removes the lab nftables-nat.
set -u
ip netns pids nftables-nat.alice 2> /dev/null | xargs -r kill
ip netns pids nftables-nat.web 2> /dev/null | xargs -r kill
ip netns pids nftables-nat.gateway 2> /dev/null | xargs -r kill
ip netns pids nftables-nat.server 2> /dev/null | xargs -r kill
ip netns pids nftables-nat.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/nftables-nat.server
rm -r /etc/netns/nftables-nat.gateway
rm -r /etc/netns/nftables-nat.web
rm -r /etc/netns/nftables-nat.alice
ip netns del nftables-nat.lan
ip netns del nftables-nat.server
ip netns del nftables-nat.gateway
ip netns del nftables-nat.web
ip netns del nftables-nat.alice
rm -rf /run/netlab/nftables-nat
