#!/bin/sh
# Removes the lab ipip-tunnel.
set -u
ip netns pids ipip-tunnel.red 2> /dev/null | xargs -r kill
ip netns pids ipip-tunnel.blue 2> /dev/null | xargs -r kill
ip netns pids ipip-tunnel.gw1 2> /dev/null | xargs -r kill
ip netns pids ipip-tunnel.gw2 2> /dev/null | xargs -r kill
ip netns pids ipip-tunnel.router 2> /dev/null | xargs -r kill
rm -r /etc/netns/ipip-tunnel.router
rm -r /etc/netns/ipip-tunnel.gw2
rm -r /etc/netns/ipip-tunnel.gw1
rm -r /etc/netns/ipip-tunnel.blue
rm -r /etc/netns/ipip-tunnel.red
ip netns del ipip-tunnel.router
ip netns del ipip-tunnel.gw2
ip netns del ipip-tunnel.gw1
ip netns del ipip-tunnel.blue
ip netns del ipip-tunnel.red
rm -rf /run/netlab/ipip-tunnel
