#!/bin/sh
# Removes the lab veth-pair.
set -u
ip netns pids veth-pair.red 2> /dev/null | xargs -r kill
ip netns pids veth-pair.blue 2> /dev/null | xargs -r kill
rm -r /etc/netns/veth-pair.blue
rm -r /etc/netns/veth-pair.red
ip netns del veth-pair.blue
ip netns del veth-pair.red
rm -rf /run/netlab/veth-pair
