#!/bin/sh
# Removes the lab vlan-trunk.
set -u
ip netns pids vlan-trunk.switch1 2> /dev/null | xargs -r kill
ip netns pids vlan-trunk.switch2 2> /dev/null | xargs -r kill
ip netns pids vlan-trunk.red1 2> /dev/null | xargs -r kill
ip netns pids vlan-trunk.red2 2> /dev/null | xargs -r kill
ip netns pids vlan-trunk.blue1 2> /dev/null | xargs -r kill
ip netns pids vlan-trunk.blue2 2> /dev/null | xargs -r kill
rm -r /etc/netns/vlan-trunk.blue2
rm -r /etc/netns/vlan-trunk.blue1
rm -r /etc/netns/vlan-trunk.red2
rm -r /etc/netns/vlan-trunk.red1
rm -r /etc/netns/vlan-trunk.switch2
rm -r /etc/netns/vlan-trunk.switch1
ip netns del vlan-trunk.blue2
ip netns del vlan-trunk.blue1
ip netns del vlan-trunk.red2
ip netns del vlan-trunk.red1
ip netns del vlan-trunk.switch2
ip netns del vlan-trunk.switch1
rm -rf /run/netlab/vlan-trunk
