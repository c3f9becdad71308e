#!/bin/sh
# Removes the lab flannel-vxlan-direct-routing.
set -u
ip netns pids flannel-vxlan-direct-routing.router 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan-direct-routing.node1 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan-direct-routing.node2 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan-direct-routing.node3 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan-direct-routing.pod1-1 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan-direct-routing.pod2-1 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan-direct-routing.pod3-1 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan-direct-routing.outside 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan-direct-routing.underlay1 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan-direct-routing.underlay2 2> /dev/null | xargs -r kill
rm -r /etc/netns/flannel-vxlan-direct-routing.outside
rm -r /etc/netns/flannel-vxlan-direct-routing.pod3-1
rm -r /etc/netns/flannel-vxlan-direct-routing.pod2-1
rm -r /etc/netns/flannel-vxlan-direct-routing.pod1-1
rm -r /etc/netns/flannel-vxlan-direct-routing.node3
rm -r /etc/netns/flannel-vxlan-direct-routing.node2
rm -r /etc/netns/flannel-vxlan-direct-routing.node1
rm -r /etc/netns/flannel-vxlan-direct-routing.router
ip netns del flannel-vxlan-direct-routing.underlay2
ip netns del flannel-vxlan-direct-routing.underlay1
ip netns del flannel-vxlan-direct-routing.outside
ip netns del flannel-vxlan-direct-routing.pod3-1
ip netns del flannel-vxlan-direct-routing.pod2-1
ip netns del flannel-vxlan-direct-routing.pod1-1
ip netns del flannel-vxlan-direct-routing.node3
ip netns del flannel-vxlan-direct-routing.node2
ip netns del flannel-vxlan-direct-routing.node1
ip netns del flannel-vxlan-direct-routing.router
rm -rf /run/netlab/flannel-vxlan-direct-routing
