#!/bin/sh
# Removes the lab service-nftables.
set -u
ip netns pids service-nftables.node1 2> /dev/null | xargs -r kill
ip netns pids service-nftables.node2 2> /dev/null | xargs -r kill
ip netns pids service-nftables.router 2> /dev/null | xargs -r kill
ip netns pids service-nftables.web-1 2> /dev/null | xargs -r kill
ip netns pids service-nftables.client 2> /dev/null | xargs -r kill
ip netns pids service-nftables.web-2 2> /dev/null | xargs -r kill
ip netns pids service-nftables.shop 2> /dev/null | xargs -r kill
ip netns pids service-nftables.office 2> /dev/null | xargs -r kill
ip netns pids service-nftables.branch 2> /dev/null | xargs -r kill
ip netns pids service-nftables.visitor1 2> /dev/null | xargs -r kill
ip netns pids service-nftables.visitor2 2> /dev/null | xargs -r kill
ip netns pids service-nftables.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/service-nftables.visitor2
rm -r /etc/netns/service-nftables.visitor1
rm -r /etc/netns/service-nftables.branch
rm -r /etc/netns/service-nftables.office
rm -r /etc/netns/service-nftables.shop
rm -r /etc/netns/service-nftables.web-2
rm -r /etc/netns/service-nftables.client
rm -r /etc/netns/service-nftables.web-1
rm -r /etc/netns/service-nftables.router
rm -r /etc/netns/service-nftables.node2
rm -r /etc/netns/service-nftables.node1
ip netns del service-nftables.underlay
ip netns del service-nftables.visitor2
ip netns del service-nftables.visitor1
ip netns del service-nftables.branch
ip netns del service-nftables.office
ip netns del service-nftables.shop
ip netns del service-nftables.web-2
ip netns del service-nftables.client
ip netns del service-nftables.web-1
ip netns del service-nftables.router
ip netns del service-nftables.node2
ip netns del service-nftables.node1
rm -rf /run/netlab/service-nftables
