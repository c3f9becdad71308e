#!/bin/sh
# Removes the lab shaping.
set -u
ip netns pids shaping.alice 2> /dev/null | xargs -r kill
ip netns pids shaping.bob 2> /dev/null | xargs -r kill
ip netns pids shaping.router 2> /dev/null | xargs -r kill
ip netns pids shaping.server 2> /dev/null | xargs -r kill
ip netns pids shaping.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/shaping.server
rm -r /etc/netns/shaping.router
rm -r /etc/netns/shaping.bob
rm -r /etc/netns/shaping.alice
ip netns del shaping.lan
ip netns del shaping.server
ip netns del shaping.router
ip netns del shaping.bob
ip netns del shaping.alice
rm -rf /run/netlab/shaping
