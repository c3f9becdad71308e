#!/bin/sh
# Removes the lab sit-tunnel.
set -u
ip netns pids sit-tunnel.red 2> /dev/null | xargs -r kill
ip netns pids sit-tunnel.blue 2> /dev/null | xargs -r kill
ip netns pids sit-tunnel.gw1 2> /dev/null | xargs -r kill
ip netns pids sit-tunnel.gw2 2> /dev/null | xargs -r kill
ip netns pids sit-tunnel.router 2> /dev/null | xargs -r kill
rm -r /etc/netns/sit-tunnel.router
rm -r /etc/netns/sit-tunnel.gw2
rm -r /etc/netns/sit-tunnel.gw1
rm -r /etc/netns/sit-tunnel.blue
rm -r /etc/netns/sit-tunnel.red
ip netns del sit-tunnel.router
ip netns del sit-tunnel.gw2
ip netns del sit-tunnel.gw1
ip netns del sit-tunnel.blue
ip netns del sit-tunnel.red
rm -rf /run/netlab/sit-tunnel
