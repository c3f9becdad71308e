#!/bin/sh
# Removes the lab geneve-tunnel.
set -u
ip netns pids geneve-tunnel.host1 2> /dev/null | xargs -r kill
ip netns pids geneve-tunnel.host2 2> /dev/null | xargs -r kill
ip netns pids geneve-tunnel.router 2> /dev/null | xargs -r kill
ip netns pids geneve-tunnel.red 2> /dev/null | xargs -r kill
ip netns pids geneve-tunnel.blue 2> /dev/null | xargs -r kill
rm -r /etc/netns/geneve-tunnel.blue
rm -r /etc/netns/geneve-tunnel.red
rm -r /etc/netns/geneve-tunnel.router
rm -r /etc/netns/geneve-tunnel.host2
rm -r /etc/netns/geneve-tunnel.host1
ip netns del geneve-tunnel.blue
ip netns del geneve-tunnel.red
ip netns del geneve-tunnel.router
ip netns del geneve-tunnel.host2
ip netns del geneve-tunnel.host1
rm -rf /run/netlab/geneve-tunnel
