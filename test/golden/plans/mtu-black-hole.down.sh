#!/bin/sh
# Removes the lab mtu-black-hole.
set -u
ip netns pids mtu-black-hole.learner 2> /dev/null | xargs -r kill
ip netns pids mtu-black-hole.deaf 2> /dev/null | xargs -r kill
ip netns pids mtu-black-hole.clamped 2> /dev/null | xargs -r kill
ip netns pids mtu-black-hole.router 2> /dev/null | xargs -r kill
ip netns pids mtu-black-hole.far 2> /dev/null | xargs -r kill
ip netns pids mtu-black-hole.server 2> /dev/null | xargs -r kill
rm -r /etc/netns/mtu-black-hole.server
rm -r /etc/netns/mtu-black-hole.far
rm -r /etc/netns/mtu-black-hole.router
rm -r /etc/netns/mtu-black-hole.clamped
rm -r /etc/netns/mtu-black-hole.deaf
rm -r /etc/netns/mtu-black-hole.learner
ip netns del mtu-black-hole.server
ip netns del mtu-black-hole.far
ip netns del mtu-black-hole.router
ip netns del mtu-black-hole.clamped
ip netns del mtu-black-hole.deaf
ip netns del mtu-black-hole.learner
rm -rf /run/netlab/mtu-black-hole
