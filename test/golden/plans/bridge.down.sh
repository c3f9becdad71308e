#!/bin/sh
# Removes the lab bridge.
set -u
ip netns pids bridge.switch 2> /dev/null | xargs -r kill
ip netns pids bridge.red 2> /dev/null | xargs -r kill
ip netns pids bridge.green 2> /dev/null | xargs -r kill
ip netns pids bridge.blue 2> /dev/null | xargs -r kill
rm -r /etc/netns/bridge.blue
rm -r /etc/netns/bridge.green
rm -r /etc/netns/bridge.red
rm -r /etc/netns/bridge.switch
ip netns del bridge.blue
ip netns del bridge.green
ip netns del bridge.red
ip netns del bridge.switch
rm -rf /run/netlab/bridge
