#!/bin/sh
# Removes the lab service-endpoints.
set -u
ip netns pids service-endpoints.node1 2> /dev/null | xargs -r kill
ip netns pids service-endpoints.node2 2> /dev/null | xargs -r kill
ip netns pids service-endpoints.router 2> /dev/null | xargs -r kill
ip netns pids service-endpoints.client-1 2> /dev/null | xargs -r kill
ip netns pids service-endpoints.ready 2> /dev/null | xargs -r kill
ip netns pids service-endpoints.leaving 2> /dev/null | xargs -r kill
ip netns pids service-endpoints.client-2 2> /dev/null | xargs -r kill
ip netns pids service-endpoints.starting 2> /dev/null | xargs -r kill
ip netns pids service-endpoints.outside 2> /dev/null | xargs -r kill
ip netns pids service-endpoints.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/service-endpoints.outside
rm -r /etc/netns/service-endpoints.starting
rm -r /etc/netns/service-endpoints.client-2
rm -r /etc/netns/service-endpoints.leaving
rm -r /etc/netns/service-endpoints.ready
rm -r /etc/netns/service-endpoints.client-1
rm -r /etc/netns/service-endpoints.router
rm -r /etc/netns/service-endpoints.node2
rm -r /etc/netns/service-endpoints.node1
ip netns del service-endpoints.underlay
ip netns del service-endpoints.outside
ip netns del service-endpoints.starting
ip netns del service-endpoints.client-2
ip netns del service-endpoints.leaving
ip netns del service-endpoints.ready
ip netns del service-endpoints.client-1
ip netns del service-endpoints.router
ip netns del service-endpoints.node2
ip netns del service-endpoints.node1
rm -rf /run/netlab/service-endpoints
