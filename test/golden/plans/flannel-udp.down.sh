#!/bin/sh
# Removes the lab flannel-udp.
set -u
ip netns pids flannel-udp.node1 2> /dev/null | xargs -r kill
ip netns pids flannel-udp.node2 2> /dev/null | xargs -r kill
ip netns pids flannel-udp.pod1-1 2> /dev/null | xargs -r kill
ip netns pids flannel-udp.pod1-2 2> /dev/null | xargs -r kill
ip netns pids flannel-udp.pod2-1 2> /dev/null | xargs -r kill
ip netns pids flannel-udp.pod2-2 2> /dev/null | xargs -r kill
ip netns pids flannel-udp.outside 2> /dev/null | xargs -r kill
ip netns pids flannel-udp.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/flannel-udp.outside
rm -r /etc/netns/flannel-udp.pod2-2
rm -r /etc/netns/flannel-udp.pod2-1
rm -r /etc/netns/flannel-udp.pod1-2
rm -r /etc/netns/flannel-udp.pod1-1
rm -r /etc/netns/flannel-udp.node2
rm -r /etc/netns/flannel-udp.node1
ip netns del flannel-udp.underlay
ip netns del flannel-udp.outside
ip netns del flannel-udp.pod2-2
ip netns del flannel-udp.pod2-1
ip netns del flannel-udp.pod1-2
ip netns del flannel-udp.pod1-1
ip netns del flannel-udp.node2
ip netns del flannel-udp.node1
rm -rf /run/netlab/flannel-udp
