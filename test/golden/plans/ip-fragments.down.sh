#!/bin/sh
# Removes the lab ip-fragments.
set -u
ip netns pids ip-fragments.sender 2> /dev/null | xargs -r kill
ip netns pids ip-fragments.firewall 2> /dev/null | xargs -r kill
ip netns pids ip-fragments.receiver 2> /dev/null | xargs -r kill
ip netns pids ip-fragments.robbed 2> /dev/null | xargs -r kill
ip netns pids ip-fragments.inside 2> /dev/null | xargs -r kill
rm -r /etc/netns/ip-fragments.robbed
rm -r /etc/netns/ip-fragments.receiver
rm -r /etc/netns/ip-fragments.firewall
rm -r /etc/netns/ip-fragments.sender
ip netns del ip-fragments.inside
ip netns del ip-fragments.robbed
ip netns del ip-fragments.receiver
ip netns del ip-fragments.firewall
ip netns del ip-fragments.sender
rm -rf /run/netlab/ip-fragments
