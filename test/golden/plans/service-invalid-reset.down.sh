#!/bin/sh
# Removes the lab service-invalid-reset.
set -u
ip netns pids service-invalid-reset.node1 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.node2 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.router 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.client 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.web 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.shop 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.careless 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.liberal 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.buyer-1 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.buyer-2 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.underlay 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.front 2> /dev/null | xargs -r kill
ip netns pids service-invalid-reset.back 2> /dev/null | xargs -r kill
rm -r /etc/netns/service-invalid-reset.buyer-2
rm -r /etc/netns/service-invalid-reset.buyer-1
rm -r /etc/netns/service-invalid-reset.liberal
rm -r /etc/netns/service-invalid-reset.careless
rm -r /etc/netns/service-invalid-reset.shop
rm -r /etc/netns/service-invalid-reset.web
rm -r /etc/netns/service-invalid-reset.client
rm -r /etc/netns/service-invalid-reset.router
rm -r /etc/netns/service-invalid-reset.node2
rm -r /etc/netns/service-invalid-reset.node1
ip netns del service-invalid-reset.back
ip netns del service-invalid-reset.front
ip netns del service-invalid-reset.underlay
ip netns del service-invalid-reset.buyer-2
ip netns del service-invalid-reset.buyer-1
ip netns del service-invalid-reset.liberal
ip netns del service-invalid-reset.careless
ip netns del service-invalid-reset.shop
ip netns del service-invalid-reset.web
ip netns del service-invalid-reset.client
ip netns del service-invalid-reset.router
ip netns del service-invalid-reset.node2
ip netns del service-invalid-reset.node1
rm -rf /run/netlab/service-invalid-reset
