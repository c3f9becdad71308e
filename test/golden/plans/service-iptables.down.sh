#!/bin/sh
# Removes the lab service-iptables.
set -u
ip netns pids service-iptables.node1 2> /dev/null | xargs -r kill
ip netns pids service-iptables.node2 2> /dev/null | xargs -r kill
ip netns pids service-iptables.router 2> /dev/null | xargs -r kill
ip netns pids service-iptables.client-1 2> /dev/null | xargs -r kill
ip netns pids service-iptables.web-1 2> /dev/null | xargs -r kill
ip netns pids service-iptables.client-2 2> /dev/null | xargs -r kill
ip netns pids service-iptables.web-2 2> /dev/null | xargs -r kill
ip netns pids service-iptables.outside 2> /dev/null | xargs -r kill
ip netns pids service-iptables.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/service-iptables.outside
rm -r /etc/netns/service-iptables.web-2
rm -r /etc/netns/service-iptables.client-2
rm -r /etc/netns/service-iptables.web-1
rm -r /etc/netns/service-iptables.client-1
rm -r /etc/netns/service-iptables.router
rm -r /etc/netns/service-iptables.node2
rm -r /etc/netns/service-iptables.node1
ip netns del service-iptables.underlay
ip netns del service-iptables.outside
ip netns del service-iptables.web-2
ip netns del service-iptables.client-2
ip netns del service-iptables.web-1
ip netns del service-iptables.client-1
ip netns del service-iptables.router
ip netns del service-iptables.node2
ip netns del service-iptables.node1
rm -rf /run/netlab/service-iptables
