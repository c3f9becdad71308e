#!/bin/sh
# Removes the lab wireguard-tunnel.
set -u
ip netns pids wireguard-tunnel.red 2> /dev/null | xargs -r kill
ip netns pids wireguard-tunnel.guest 2> /dev/null | xargs -r kill
ip netns pids wireguard-tunnel.west 2> /dev/null | xargs -r kill
ip netns pids wireguard-tunnel.internet 2> /dev/null | xargs -r kill
ip netns pids wireguard-tunnel.east 2> /dev/null | xargs -r kill
ip netns pids wireguard-tunnel.blue 2> /dev/null | xargs -r kill
rm -r /etc/netns/wireguard-tunnel.blue
rm -r /etc/netns/wireguard-tunnel.east
rm -r /etc/netns/wireguard-tunnel.internet
rm -r /etc/netns/wireguard-tunnel.west
rm -r /etc/netns/wireguard-tunnel.guest
rm -r /etc/netns/wireguard-tunnel.red
ip netns del wireguard-tunnel.blue
ip netns del wireguard-tunnel.east
ip netns del wireguard-tunnel.internet
ip netns del wireguard-tunnel.west
ip netns del wireguard-tunnel.guest
ip netns del wireguard-tunnel.red
rm -rf /run/netlab/wireguard-tunnel
