#!/bin/sh
# Removes the lab flannel-wireguard.
set -u
ip netns pids flannel-wireguard.node1 2> /dev/null | xargs -r kill
ip netns pids flannel-wireguard.node2 2> /dev/null | xargs -r kill
ip netns pids flannel-wireguard.node3 2> /dev/null | xargs -r kill
ip netns pids flannel-wireguard.pod1-1 2> /dev/null | xargs -r kill
ip netns pids flannel-wireguard.pod2-1 2> /dev/null | xargs -r kill
ip netns pids flannel-wireguard.pod3-1 2> /dev/null | xargs -r kill
ip netns pids flannel-wireguard.outside 2> /dev/null | xargs -r kill
ip netns pids flannel-wireguard.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/flannel-wireguard.outside
rm -r /etc/netns/flannel-wireguard.pod3-1
rm -r /etc/netns/flannel-wireguard.pod2-1
rm -r /etc/netns/flannel-wireguard.pod1-1
rm -r /etc/netns/flannel-wireguard.node3
rm -r /etc/netns/flannel-wireguard.node2
rm -r /etc/netns/flannel-wireguard.node1
ip netns del flannel-wireguard.underlay
ip netns del flannel-wireguard.outside
ip netns del flannel-wireguard.pod3-1
ip netns del flannel-wireguard.pod2-1
ip netns del flannel-wireguard.pod1-1
ip netns del flannel-wireguard.node3
ip netns del flannel-wireguard.node2
ip netns del flannel-wireguard.node1
rm -rf /run/netlab/flannel-wireguard
