#!/bin/sh
# Removes the lab calico-bgp.
set -u
ip netns pids calico-bgp.node1 2> /dev/null | xargs -r kill
ip netns pids calico-bgp.node2 2> /dev/null | xargs -r kill
ip netns pids calico-bgp.router 2> /dev/null | xargs -r kill
ip netns pids calico-bgp.pod1-1 2> /dev/null | xargs -r kill
ip netns pids calico-bgp.pod1-2 2> /dev/null | xargs -r kill
ip netns pids calico-bgp.pod2-1 2> /dev/null | xargs -r kill
ip netns pids calico-bgp.pod2-2 2> /dev/null | xargs -r kill
ip netns pids calico-bgp.outside 2> /dev/null | xargs -r kill
ip netns pids calico-bgp.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/calico-bgp.outside
rm -r /etc/netns/calico-bgp.pod2-2
rm -r /etc/netns/calico-bgp.pod2-1
rm -r /etc/netns/calico-bgp.pod1-2
rm -r /etc/netns/calico-bgp.pod1-1
rm -r /etc/netns/calico-bgp.router
rm -r /etc/netns/calico-bgp.node2
rm -r /etc/netns/calico-bgp.node1
ip netns del calico-bgp.underlay
ip netns del calico-bgp.outside
ip netns del calico-bgp.pod2-2
ip netns del calico-bgp.pod2-1
ip netns del calico-bgp.pod1-2
ip netns del calico-bgp.pod1-1
ip netns del calico-bgp.router
ip netns del calico-bgp.node2
ip netns del calico-bgp.node1
rm -rf /run/netlab/calico-bgp
