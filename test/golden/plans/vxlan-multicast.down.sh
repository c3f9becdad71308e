#!/bin/sh
# Removes the lab vxlan-multicast.
set -u
ip netns pids vxlan-multicast.host1 2> /dev/null | xargs -r kill
ip netns pids vxlan-multicast.host2 2> /dev/null | xargs -r kill
ip netns pids vxlan-multicast.host3 2> /dev/null | xargs -r kill
ip netns pids vxlan-multicast.red 2> /dev/null | xargs -r kill
ip netns pids vxlan-multicast.green 2> /dev/null | xargs -r kill
ip netns pids vxlan-multicast.blue 2> /dev/null | xargs -r kill
ip netns pids vxlan-multicast.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/vxlan-multicast.blue
rm -r /etc/netns/vxlan-multicast.green
rm -r /etc/netns/vxlan-multicast.red
rm -r /etc/netns/vxlan-multicast.host3
rm -r /etc/netns/vxlan-multicast.host2
rm -r /etc/netns/vxlan-multicast.host1
ip netns del vxlan-multicast.underlay
ip netns del vxlan-multicast.blue
ip netns del vxlan-multicast.green
ip netns del vxlan-multicast.red
ip netns del vxlan-multicast.host3
ip netns del vxlan-multicast.host2
ip netns del vxlan-multicast.host1
rm -rf /run/netlab/vxlan-multicast
