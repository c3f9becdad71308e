#!/bin/sh
# Removes the lab arp-and-fdb.
set -u
ip netns pids arp-and-fdb.switch 2> /dev/null | xargs -r kill
ip netns pids arp-and-fdb.red 2> /dev/null | xargs -r kill
ip netns pids arp-and-fdb.blue 2> /dev/null | xargs -r kill
ip netns pids arp-and-fdb.green 2> /dev/null | xargs -r kill
rm -r /etc/netns/arp-and-fdb.green
rm -r /etc/netns/arp-and-fdb.blue
rm -r /etc/netns/arp-and-fdb.red
rm -r /etc/netns/arp-and-fdb.switch
ip netns del arp-and-fdb.green
ip netns del arp-and-fdb.blue
ip netns del arp-and-fdb.red
ip netns del arp-and-fdb.switch
rm -rf /run/netlab/arp-and-fdb
