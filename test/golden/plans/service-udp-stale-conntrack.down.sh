#!/bin/sh
# Removes the lab service-udp-stale-conntrack.
set -u
ip netns pids service-udp-stale-conntrack.node1 2> /dev/null | xargs -r kill
ip netns pids service-udp-stale-conntrack.node2 2> /dev/null | xargs -r kill
ip netns pids service-udp-stale-conntrack.router 2> /dev/null | xargs -r kill
ip netns pids service-udp-stale-conntrack.client 2> /dev/null | xargs -r kill
ip netns pids service-udp-stale-conntrack.dns-1 2> /dev/null | xargs -r kill
ip netns pids service-udp-stale-conntrack.dns-2 2> /dev/null | xargs -r kill
ip netns pids service-udp-stale-conntrack.outside 2> /dev/null | xargs -r kill
ip netns pids service-udp-stale-conntrack.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/service-udp-stale-conntrack.outside
rm -r /etc/netns/service-udp-stale-conntrack.dns-2
rm -r /etc/netns/service-udp-stale-conntrack.dns-1
rm -r /etc/netns/service-udp-stale-conntrack.client
rm -r /etc/netns/service-udp-stale-conntrack.router
rm -r /etc/netns/service-udp-stale-conntrack.node2
rm -r /etc/netns/service-udp-stale-conntrack.node1
ip netns del service-udp-stale-conntrack.underlay
ip netns del service-udp-stale-conntrack.outside
ip netns del service-udp-stale-conntrack.dns-2
ip netns del service-udp-stale-conntrack.dns-1
ip netns del service-udp-stale-conntrack.client
ip netns del service-udp-stale-conntrack.router
ip netns del service-udp-stale-conntrack.node2
ip netns del service-udp-stale-conntrack.node1
rm -rf /run/netlab/service-udp-stale-conntrack
