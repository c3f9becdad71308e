#!/bin/sh
# Removes the lab calico-cross-subnet.
set -u
ip netns pids calico-cross-subnet.router 2> /dev/null | xargs -r kill
ip netns pids calico-cross-subnet.node1 2> /dev/null | xargs -r kill
ip netns pids calico-cross-subnet.node2 2> /dev/null | xargs -r kill
ip netns pids calico-cross-subnet.node3 2> /dev/null | xargs -r kill
ip netns pids calico-cross-subnet.pod1 2> /dev/null | xargs -r kill
ip netns pids calico-cross-subnet.pod2 2> /dev/null | xargs -r kill
ip netns pids calico-cross-subnet.pod3 2> /dev/null | xargs -r kill
ip netns pids calico-cross-subnet.underlay1 2> /dev/null | xargs -r kill
ip netns pids calico-cross-subnet.underlay2 2> /dev/null | xargs -r kill
rm -r /etc/netns/calico-cross-subnet.pod3
rm -r /etc/netns/calico-cross-subnet.pod2
rm -r /etc/netns/calico-cross-subnet.pod1
rm -r /etc/netns/calico-cross-subnet.node3
rm -r /etc/netns/calico-cross-subnet.node2
rm -r /etc/netns/calico-cross-subnet.node1
rm -r /etc/netns/calico-cross-subnet.router
ip netns del calico-cross-subnet.underlay2
ip netns del calico-cross-subnet.underlay1
ip netns del calico-cross-subnet.pod3
ip netns del calico-cross-subnet.pod2
ip netns del calico-cross-subnet.pod1
ip netns del calico-cross-subnet.node3
ip netns del calico-cross-subnet.node2
ip netns del calico-cross-subnet.node1
ip netns del calico-cross-subnet.router
rm -rf /run/netlab/calico-cross-subnet
