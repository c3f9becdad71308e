#!/bin/sh
# Removes the lab macvlan.
set -u
ip netns pids macvlan.host 2> /dev/null | xargs -r kill
ip netns pids macvlan.red 2> /dev/null | xargs -r kill
ip netns pids macvlan.blue 2> /dev/null | xargs -r kill
ip netns pids macvlan.printer 2> /dev/null | xargs -r kill
ip netns pids macvlan.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/macvlan.printer
rm -r /etc/netns/macvlan.blue
rm -r /etc/netns/macvlan.red
rm -r /etc/netns/macvlan.host
ip netns del macvlan.lan
ip netns del macvlan.printer
ip netns del macvlan.blue
ip netns del macvlan.red
ip netns del macvlan.host
rm -rf /run/netlab/macvlan
