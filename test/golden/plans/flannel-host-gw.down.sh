#!/bin/sh
# Removes the lab flannel-host-gw.
set -u
ip netns pids flannel-host-gw.node1 2> /dev/null | xargs -r kill
ip netns pids flannel-host-gw.node2 2> /dev/null | xargs -r kill
ip netns pids flannel-host-gw.pod1-1 2> /dev/null | xargs -r kill
ip netns pids flannel-host-gw.pod1-2 2> /dev/null | xargs -r kill
ip netns pids flannel-host-gw.pod2-1 2> /dev/null | xargs -r kill
ip netns pids flannel-host-gw.pod2-2 2> /dev/null | xargs -r kill
ip netns pids flannel-host-gw.outside 2> /dev/null | xargs -r kill
ip netns pids flannel-host-gw.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/flannel-host-gw.outside
rm -r /etc/netns/flannel-host-gw.pod2-2
rm -r /etc/netns/flannel-host-gw.pod2-1
rm -r /etc/netns/flannel-host-gw.pod1-2
rm -r /etc/netns/flannel-host-gw.pod1-1
rm -r /etc/netns/flannel-host-gw.node2
rm -r /etc/netns/flannel-host-gw.node1
ip netns del flannel-host-gw.underlay
ip netns del flannel-host-gw.outside
ip netns del flannel-host-gw.pod2-2
ip netns del flannel-host-gw.pod2-1
ip netns del flannel-host-gw.pod1-2
ip netns del flannel-host-gw.pod1-1
ip netns del flannel-host-gw.node2
ip netns del flannel-host-gw.node1
rm -rf /run/netlab/flannel-host-gw
