#!/bin/sh
# Removes the lab calico-network-policy.
set -u
ip netns pids calico-network-policy.node1 2> /dev/null | xargs -r kill
ip netns pids calico-network-policy.node2 2> /dev/null | xargs -r kill
ip netns pids calico-network-policy.router 2> /dev/null | xargs -r kill
ip netns pids calico-network-policy.web 2> /dev/null | xargs -r kill
ip netns pids calico-network-policy.db 2> /dev/null | xargs -r kill
ip netns pids calico-network-policy.api 2> /dev/null | xargs -r kill
ip netns pids calico-network-policy.guest 2> /dev/null | xargs -r kill
ip netns pids calico-network-policy.office 2> /dev/null | xargs -r kill
ip netns pids calico-network-policy.visitor 2> /dev/null | xargs -r kill
ip netns pids calico-network-policy.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/calico-network-policy.visitor
rm -r /etc/netns/calico-network-policy.office
rm -r /etc/netns/calico-network-policy.guest
rm -r /etc/netns/calico-network-policy.api
rm -r /etc/netns/calico-network-policy.db
rm -r /etc/netns/calico-network-policy.web
rm -r /etc/netns/calico-network-policy.router
rm -r /etc/netns/calico-network-policy.node2
rm -r /etc/netns/calico-network-policy.node1
ip netns del calico-network-policy.underlay
ip netns del calico-network-policy.visitor
ip netns del calico-network-policy.office
ip netns del calico-network-policy.guest
ip netns del calico-network-policy.api
ip netns del calico-network-policy.db
ip netns del calico-network-policy.web
ip netns del calico-network-policy.router
ip netns del calico-network-policy.node2
ip netns del calico-network-policy.node1
rm -rf /run/netlab/calico-network-policy
