#!/bin/sh
# Removes the lab calico-ipip.
set -u
ip netns pids calico-ipip.node1 2> /dev/null | xargs -r kill
ip netns pids calico-ipip.node2 2> /dev/null | xargs -r kill
ip netns pids calico-ipip.router 2> /dev/null | xargs -r kill
ip netns pids calico-ipip.pod1-1 2> /dev/null | xargs -r kill
ip netns pids calico-ipip.pod1-2 2> /dev/null | xargs -r kill
ip netns pids calico-ipip.pod2-1 2> /dev/null | xargs -r kill
ip netns pids calico-ipip.pod2-2 2> /dev/null | xargs -r kill
ip netns pids calico-ipip.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/calico-ipip.pod2-2
rm -r /etc/netns/calico-ipip.pod2-1
rm -r /etc/netns/calico-ipip.pod1-2
rm -r /etc/netns/calico-ipip.pod1-1
rm -r /etc/netns/calico-ipip.router
rm -r /etc/netns/calico-ipip.node2
rm -r /etc/netns/calico-ipip.node1
ip netns del calico-ipip.underlay
ip netns del calico-ipip.pod2-2
ip netns del calico-ipip.pod2-1
ip netns del calico-ipip.pod1-2
ip netns del calico-ipip.pod1-1
ip netns del calico-ipip.router
ip netns del calico-ipip.node2
ip netns del calico-ipip.node1
rm -rf /run/netlab/calico-ipip
