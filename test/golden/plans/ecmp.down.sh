#!/bin/sh
# Removes the lab ecmp.
set -u
ip netns pids ecmp.client 2> /dev/null | xargs -r kill
ip netns pids ecmp.near 2> /dev/null | xargs -r kill
ip netns pids ecmp.upper 2> /dev/null | xargs -r kill
ip netns pids ecmp.lower 2> /dev/null | xargs -r kill
ip netns pids ecmp.far 2> /dev/null | xargs -r kill
ip netns pids ecmp.server 2> /dev/null | xargs -r kill
rm -r /etc/netns/ecmp.server
rm -r /etc/netns/ecmp.far
rm -r /etc/netns/ecmp.lower
rm -r /etc/netns/ecmp.upper
rm -r /etc/netns/ecmp.near
rm -r /etc/netns/ecmp.client
ip netns del ecmp.server
ip netns del ecmp.far
ip netns del ecmp.lower
ip netns del ecmp.upper
ip netns del ecmp.near
ip netns del ecmp.client
rm -rf /run/netlab/ecmp
