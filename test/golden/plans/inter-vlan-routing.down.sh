#!/bin/sh
# Removes the lab inter-vlan-routing.
set -u
ip netns pids inter-vlan-routing.switch 2> /dev/null | xargs -r kill
ip netns pids inter-vlan-routing.router 2> /dev/null | xargs -r kill
ip netns pids inter-vlan-routing.red 2> /dev/null | xargs -r kill
ip netns pids inter-vlan-routing.green 2> /dev/null | xargs -r kill
ip netns pids inter-vlan-routing.blue 2> /dev/null | xargs -r kill
rm -r /etc/netns/inter-vlan-routing.blue
rm -r /etc/netns/inter-vlan-routing.green
rm -r /etc/netns/inter-vlan-routing.red
rm -r /etc/netns/inter-vlan-routing.router
rm -r /etc/netns/inter-vlan-routing.switch
ip netns del inter-vlan-routing.blue
ip netns del inter-vlan-routing.green
ip netns del inter-vlan-routing.red
ip netns del inter-vlan-routing.router
ip netns del inter-vlan-routing.switch
rm -rf /run/netlab/inter-vlan-routing
