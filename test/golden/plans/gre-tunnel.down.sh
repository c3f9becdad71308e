#!/bin/sh
# Removes the lab gre-tunnel.
set -u
ip netns pids gre-tunnel.red 2> /dev/null | xargs -r kill
ip netns pids gre-tunnel.blue 2> /dev/null | xargs -r kill
ip netns pids gre-tunnel.gw1 2> /dev/null | xargs -r kill
ip netns pids gre-tunnel.gw2 2> /dev/null | xargs -r kill
ip netns pids gre-tunnel.router 2> /dev/null | xargs -r kill
rm -r /etc/netns/gre-tunnel.router
rm -r /etc/netns/gre-tunnel.gw2
rm -r /etc/netns/gre-tunnel.gw1
rm -r /etc/netns/gre-tunnel.blue
rm -r /etc/netns/gre-tunnel.red
ip netns del gre-tunnel.router
ip netns del gre-tunnel.gw2
ip netns del gre-tunnel.gw1
ip netns del gre-tunnel.blue
ip netns del gre-tunnel.red
rm -rf /run/netlab/gre-tunnel
