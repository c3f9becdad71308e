#!/bin/sh
# Removes the lab service-ipvs.
set -u
ip netns pids service-ipvs.node1 2> /dev/null | xargs -r kill
ip netns pids service-ipvs.node2 2> /dev/null | xargs -r kill
ip netns pids service-ipvs.router 2> /dev/null | xargs -r kill
ip netns pids service-ipvs.client-1 2> /dev/null | xargs -r kill
ip netns pids service-ipvs.web-1 2> /dev/null | xargs -r kill
ip netns pids service-ipvs.web-2 2> /dev/null | xargs -r kill
ip netns pids service-ipvs.client-2 2> /dev/null | xargs -r kill
ip netns pids service-ipvs.outside 2> /dev/null | xargs -r kill
ip netns pids service-ipvs.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/service-ipvs.outside
rm -r /etc/netns/service-ipvs.client-2
rm -r /etc/netns/service-ipvs.web-2
rm -r /etc/netns/service-ipvs.web-1
rm -r /etc/netns/service-ipvs.client-1
rm -r /etc/netns/service-ipvs.router
rm -r /etc/netns/service-ipvs.node2
rm -r /etc/netns/service-ipvs.node1
ip netns del service-ipvs.underlay
ip netns del service-ipvs.outside
ip netns del service-ipvs.client-2
ip netns del service-ipvs.web-2
ip netns del service-ipvs.web-1
ip netns del service-ipvs.client-1
ip netns del service-ipvs.router
ip netns del service-ipvs.node2
ip netns del service-ipvs.node1
rm -rf /run/netlab/service-ipvs
