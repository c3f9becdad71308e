#!/bin/sh
# Removes the lab hairpin-nat.
set -u
ip netns pids hairpin-nat.gateway 2> /dev/null | xargs -r kill
ip netns pids hairpin-nat.server 2> /dev/null | xargs -r kill
ip netns pids hairpin-nat.client 2> /dev/null | xargs -r kill
ip netns pids hairpin-nat.outside 2> /dev/null | xargs -r kill
ip netns pids hairpin-nat.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/hairpin-nat.outside
rm -r /etc/netns/hairpin-nat.client
rm -r /etc/netns/hairpin-nat.server
rm -r /etc/netns/hairpin-nat.gateway
ip netns del hairpin-nat.lan
ip netns del hairpin-nat.outside
ip netns del hairpin-nat.client
ip netns del hairpin-nat.server
ip netns del hairpin-nat.gateway
rm -rf /run/netlab/hairpin-nat
