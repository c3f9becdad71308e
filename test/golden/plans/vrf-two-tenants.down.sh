#!/bin/sh
# Removes the lab vrf-two-tenants.
set -u
ip netns pids vrf-two-tenants.red1 2> /dev/null | xargs -r kill
ip netns pids vrf-two-tenants.red2 2> /dev/null | xargs -r kill
ip netns pids vrf-two-tenants.blue1 2> /dev/null | xargs -r kill
ip netns pids vrf-two-tenants.blue2 2> /dev/null | xargs -r kill
ip netns pids vrf-two-tenants.router 2> /dev/null | xargs -r kill
ip netns pids vrf-two-tenants.outside 2> /dev/null | xargs -r kill
rm -r /etc/netns/vrf-two-tenants.outside
rm -r /etc/netns/vrf-two-tenants.router
rm -r /etc/netns/vrf-two-tenants.blue2
rm -r /etc/netns/vrf-two-tenants.blue1
rm -r /etc/netns/vrf-two-tenants.red2
rm -r /etc/netns/vrf-two-tenants.red1
ip netns del vrf-two-tenants.outside
ip netns del vrf-two-tenants.router
ip netns del vrf-two-tenants.blue2
ip netns del vrf-two-tenants.blue1
ip netns del vrf-two-tenants.red2
ip netns del vrf-two-tenants.red1
rm -rf /run/netlab/vrf-two-tenants
