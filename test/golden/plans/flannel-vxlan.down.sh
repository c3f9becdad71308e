#!/bin/sh
# Removes the lab flannel-vxlan.
set -u
ip netns pids flannel-vxlan.node1 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan.node2 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan.pod1-1 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan.pod1-2 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan.pod2-1 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan.pod2-2 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan.outside 2> /dev/null | xargs -r kill
ip netns pids flannel-vxlan.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/flannel-vxlan.outside
rm -r /etc/netns/flannel-vxlan.pod2-2
rm -r /etc/netns/flannel-vxlan.pod2-1
rm -r /etc/netns/flannel-vxlan.pod1-2
rm -r /etc/netns/flannel-vxlan.pod1-1
rm -r /etc/netns/flannel-vxlan.node2
rm -r /etc/netns/flannel-vxlan.node1
ip netns del flannel-vxlan.underlay
ip netns del flannel-vxlan.outside
ip netns del flannel-vxlan.pod2-2
ip netns del flannel-vxlan.pod2-1
ip netns del flannel-vxlan.pod1-2
ip netns del flannel-vxlan.pod1-1
ip netns del flannel-vxlan.node2
ip netns del flannel-vxlan.node1
rm -rf /run/netlab/flannel-vxlan
