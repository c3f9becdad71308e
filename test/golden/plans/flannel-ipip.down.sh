#!/bin/sh
# Removes the lab flannel-ipip.
set -u
ip netns pids flannel-ipip.router 2> /dev/null | xargs -r kill
ip netns pids flannel-ipip.node1 2> /dev/null | xargs -r kill
ip netns pids flannel-ipip.node2 2> /dev/null | xargs -r kill
ip netns pids flannel-ipip.node3 2> /dev/null | xargs -r kill
ip netns pids flannel-ipip.pod1-1 2> /dev/null | xargs -r kill
ip netns pids flannel-ipip.pod2-1 2> /dev/null | xargs -r kill
ip netns pids flannel-ipip.pod3-1 2> /dev/null | xargs -r kill
ip netns pids flannel-ipip.outside 2> /dev/null | xargs -r kill
ip netns pids flannel-ipip.underlay1 2> /dev/null | xargs -r kill
ip netns pids flannel-ipip.underlay2 2> /dev/null | xargs -r kill
rm -r /etc/netns/flannel-ipip.outside
rm -r /etc/netns/flannel-ipip.pod3-1
rm -r /etc/netns/flannel-ipip.pod2-1
rm -r /etc/netns/flannel-ipip.pod1-1
rm -r /etc/netns/flannel-ipip.node3
rm -r /etc/netns/flannel-ipip.node2
rm -r /etc/netns/flannel-ipip.node1
rm -r /etc/netns/flannel-ipip.router
ip netns del flannel-ipip.underlay2
ip netns del flannel-ipip.underlay1
ip netns del flannel-ipip.outside
ip netns del flannel-ipip.pod3-1
ip netns del flannel-ipip.pod2-1
ip netns del flannel-ipip.pod1-1
ip netns del flannel-ipip.node3
ip netns del flannel-ipip.node2
ip netns del flannel-ipip.node1
ip netns del flannel-ipip.router
rm -rf /run/netlab/flannel-ipip
