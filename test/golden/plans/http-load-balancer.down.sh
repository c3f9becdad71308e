#!/bin/sh
# Removes the lab http-load-balancer.
set -u
ip netns pids http-load-balancer.balancer 2> /dev/null | xargs -r kill
ip netns pids http-load-balancer.client 2> /dev/null | xargs -r kill
ip netns pids http-load-balancer.web-1 2> /dev/null | xargs -r kill
ip netns pids http-load-balancer.web-2 2> /dev/null | xargs -r kill
ip netns pids http-load-balancer.web-3 2> /dev/null | xargs -r kill
ip netns pids http-load-balancer.servers 2> /dev/null | xargs -r kill
rm -r /etc/netns/http-load-balancer.web-3
rm -r /etc/netns/http-load-balancer.web-2
rm -r /etc/netns/http-load-balancer.web-1
rm -r /etc/netns/http-load-balancer.client
rm -r /etc/netns/http-load-balancer.balancer
ip netns del http-load-balancer.servers
ip netns del http-load-balancer.web-3
ip netns del http-load-balancer.web-2
ip netns del http-load-balancer.web-1
ip netns del http-load-balancer.client
ip netns del http-load-balancer.balancer
rm -rf /run/netlab/http-load-balancer
