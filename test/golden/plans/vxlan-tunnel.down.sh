#!/bin/sh
# Removes the lab vxlan-tunnel.
set -u
ip netns pids vxlan-tunnel.host1 2> /dev/null | xargs -r kill
ip netns pids vxlan-tunnel.host2 2> /dev/null | xargs -r kill
ip netns pids vxlan-tunnel.router 2> /dev/null | xargs -r kill
ip netns pids vxlan-tunnel.red 2> /dev/null | xargs -r kill
ip netns pids vxlan-tunnel.blue 2> /dev/null | xargs -r kill
rm -r /etc/netns/vxlan-tunnel.blue
rm -r /etc/netns/vxlan-tunnel.red
rm -r /etc/netns/vxlan-tunnel.router
rm -r /etc/netns/vxlan-tunnel.host2
rm -r /etc/netns/vxlan-tunnel.host1
ip netns del vxlan-tunnel.blue
ip netns del vxlan-tunnel.red
ip netns del vxlan-tunnel.router
ip netns del vxlan-tunnel.host2
ip netns del vxlan-tunnel.host1
rm -rf /run/netlab/vxlan-tunnel
