#!/bin/sh
# Removes the lab service-affinity.
set -u
ip netns pids service-affinity.node1 2> /dev/null | xargs -r kill
ip netns pids service-affinity.node2 2> /dev/null | xargs -r kill
ip netns pids service-affinity.router 2> /dev/null | xargs -r kill
ip netns pids service-affinity.client-1 2> /dev/null | xargs -r kill
ip netns pids service-affinity.web-1 2> /dev/null | xargs -r kill
ip netns pids service-affinity.client-2 2> /dev/null | xargs -r kill
ip netns pids service-affinity.web-2 2> /dev/null | xargs -r kill
ip netns pids service-affinity.outside 2> /dev/null | xargs -r kill
ip netns pids service-affinity.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/service-affinity.outside
rm -r /etc/netns/service-affinity.web-2
rm -r /etc/netns/service-affinity.client-2
rm -r /etc/netns/service-affinity.web-1
rm -r /etc/netns/service-affinity.client-1
rm -r /etc/netns/service-affinity.router
rm -r /etc/netns/service-affinity.node2
rm -r /etc/netns/service-affinity.node1
ip netns del service-affinity.underlay
ip netns del service-affinity.outside
ip netns del service-affinity.web-2
ip netns del service-affinity.client-2
ip netns del service-affinity.web-1
ip netns del service-affinity.client-1
ip netns del service-affinity.router
ip netns del service-affinity.node2
ip netns del service-affinity.node1
rm -rf /run/netlab/service-affinity
