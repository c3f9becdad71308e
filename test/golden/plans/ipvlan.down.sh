#!/bin/sh
# Removes the lab ipvlan.
set -u
ip netns pids ipvlan.near 2> /dev/null | xargs -r kill
ip netns pids ipvlan.red 2> /dev/null | xargs -r kill
ip netns pids ipvlan.blue 2> /dev/null | xargs -r kill
ip netns pids ipvlan.far 2> /dev/null | xargs -r kill
ip netns pids ipvlan.green 2> /dev/null | xargs -r kill
ip netns pids ipvlan.gold 2> /dev/null | xargs -r kill
ip netns pids ipvlan.printer 2> /dev/null | xargs -r kill
ip netns pids ipvlan.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/ipvlan.printer
rm -r /etc/netns/ipvlan.gold
rm -r /etc/netns/ipvlan.green
rm -r /etc/netns/ipvlan.far
rm -r /etc/netns/ipvlan.blue
rm -r /etc/netns/ipvlan.red
rm -r /etc/netns/ipvlan.near
ip netns del ipvlan.lan
ip netns del ipvlan.printer
ip netns del ipvlan.gold
ip netns del ipvlan.green
ip netns del ipvlan.far
ip netns del ipvlan.blue
ip netns del ipvlan.red
ip netns del ipvlan.near
rm -rf /run/netlab/ipvlan
