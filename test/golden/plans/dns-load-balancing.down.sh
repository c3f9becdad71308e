#!/bin/sh
# Removes the lab dns-load-balancing.
set -u
ip netns pids dns-load-balancing.router 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.ns 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.resolver 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.client 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.near 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.home 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.web-1 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.web-2 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.web-3 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.office 2> /dev/null | xargs -r kill
ip netns pids dns-load-balancing.servers 2> /dev/null | xargs -r kill
rm -r /etc/netns/dns-load-balancing.web-3
rm -r /etc/netns/dns-load-balancing.web-2
rm -r /etc/netns/dns-load-balancing.web-1
rm -r /etc/netns/dns-load-balancing.home
rm -r /etc/netns/dns-load-balancing.near
rm -r /etc/netns/dns-load-balancing.client
rm -r /etc/netns/dns-load-balancing.resolver
rm -r /etc/netns/dns-load-balancing.ns
rm -r /etc/netns/dns-load-balancing.router
ip netns del dns-load-balancing.servers
ip netns del dns-load-balancing.office
ip netns del dns-load-balancing.web-3
ip netns del dns-load-balancing.web-2
ip netns del dns-load-balancing.web-1
ip netns del dns-load-balancing.home
ip netns del dns-load-balancing.near
ip netns del dns-load-balancing.client
ip netns del dns-load-balancing.resolver
ip netns del dns-load-balancing.ns
ip netns del dns-load-balancing.router
rm -rf /run/netlab/dns-load-balancing
