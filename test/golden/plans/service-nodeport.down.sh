#!/bin/sh
# Removes the lab service-nodeport.
set -u
ip netns pids service-nodeport.node1 2> /dev/null | xargs -r kill
ip netns pids service-nodeport.node2 2> /dev/null | xargs -r kill
ip netns pids service-nodeport.router 2> /dev/null | xargs -r kill
ip netns pids service-nodeport.client-1 2> /dev/null | xargs -r kill
ip netns pids service-nodeport.web-1 2> /dev/null | xargs -r kill
ip netns pids service-nodeport.client-2 2> /dev/null | xargs -r kill
ip netns pids service-nodeport.web-2 2> /dev/null | xargs -r kill
ip netns pids service-nodeport.outside 2> /dev/null | xargs -r kill
ip netns pids service-nodeport.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/service-nodeport.outside
rm -r /etc/netns/service-nodeport.web-2
rm -r /etc/netns/service-nodeport.client-2
rm -r /etc/netns/service-nodeport.web-1
rm -r /etc/netns/service-nodeport.client-1
rm -r /etc/netns/service-nodeport.router
rm -r /etc/netns/service-nodeport.node2
rm -r /etc/netns/service-nodeport.node1
ip netns del service-nodeport.underlay
ip netns del service-nodeport.outside
ip netns del service-nodeport.web-2
ip netns del service-nodeport.client-2
ip netns del service-nodeport.web-1
ip netns del service-nodeport.client-1
ip netns del service-nodeport.router
ip netns del service-nodeport.node2
ip netns del service-nodeport.node1
rm -rf /run/netlab/service-nodeport
