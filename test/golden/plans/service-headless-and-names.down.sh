#!/bin/sh
# Removes the lab service-headless-and-names.
set -u
ip netns pids service-headless-and-names.node1 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.node2 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.router 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.kube-dns 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.client-1 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.db-0 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.client-2 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.db-1 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.db-2 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.web-1 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.outside 2> /dev/null | xargs -r kill
ip netns pids service-headless-and-names.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/service-headless-and-names.outside
rm -r /etc/netns/service-headless-and-names.web-1
rm -r /etc/netns/service-headless-and-names.db-2
rm -r /etc/netns/service-headless-and-names.db-1
rm -r /etc/netns/service-headless-and-names.client-2
rm -r /etc/netns/service-headless-and-names.db-0
rm -r /etc/netns/service-headless-and-names.client-1
rm -r /etc/netns/service-headless-and-names.kube-dns
rm -r /etc/netns/service-headless-and-names.router
rm -r /etc/netns/service-headless-and-names.node2
rm -r /etc/netns/service-headless-and-names.node1
ip netns del service-headless-and-names.underlay
ip netns del service-headless-and-names.outside
ip netns del service-headless-and-names.web-1
ip netns del service-headless-and-names.db-2
ip netns del service-headless-and-names.db-1
ip netns del service-headless-and-names.client-2
ip netns del service-headless-and-names.db-0
ip netns del service-headless-and-names.client-1
ip netns del service-headless-and-names.kube-dns
ip netns del service-headless-and-names.router
ip netns del service-headless-and-names.node2
ip netns del service-headless-and-names.node1
rm -rf /run/netlab/service-headless-and-names
