#!/bin/sh
# Removes the lab calico-vxlan.
set -u
ip netns pids calico-vxlan.node1 2> /dev/null | xargs -r kill
ip netns pids calico-vxlan.node2 2> /dev/null | xargs -r kill
ip netns pids calico-vxlan.router 2> /dev/null | xargs -r kill
ip netns pids calico-vxlan.pod1-1 2> /dev/null | xargs -r kill
ip netns pids calico-vxlan.pod1-2 2> /dev/null | xargs -r kill
ip netns pids calico-vxlan.pod2-1 2> /dev/null | xargs -r kill
ip netns pids calico-vxlan.pod2-2 2> /dev/null | xargs -r kill
ip netns pids calico-vxlan.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/calico-vxlan.pod2-2
rm -r /etc/netns/calico-vxlan.pod2-1
rm -r /etc/netns/calico-vxlan.pod1-2
rm -r /etc/netns/calico-vxlan.pod1-1
rm -r /etc/netns/calico-vxlan.router
rm -r /etc/netns/calico-vxlan.node2
rm -r /etc/netns/calico-vxlan.node1
ip netns del calico-vxlan.underlay
ip netns del calico-vxlan.pod2-2
ip netns del calico-vxlan.pod2-1
ip netns del calico-vxlan.pod1-2
ip netns del calico-vxlan.pod1-1
ip netns del calico-vxlan.router
ip netns del calico-vxlan.node2
ip netns del calico-vxlan.node1
rm -rf /run/netlab/calico-vxlan
