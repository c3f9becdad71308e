#!/bin/sh
# Removes the lab http-redirect.
set -u
ip netns pids http-redirect.client 2> /dev/null | xargs -r kill
ip netns pids http-redirect.router 2> /dev/null | xargs -r kill
ip netns pids http-redirect.balancer 2> /dev/null | xargs -r kill
ip netns pids http-redirect.web-1 2> /dev/null | xargs -r kill
ip netns pids http-redirect.web-2 2> /dev/null | xargs -r kill
ip netns pids http-redirect.web-3 2> /dev/null | xargs -r kill
ip netns pids http-redirect.servers 2> /dev/null | xargs -r kill
rm -r /etc/netns/http-redirect.web-3
rm -r /etc/netns/http-redirect.web-2
rm -r /etc/netns/http-redirect.web-1
rm -r /etc/netns/http-redirect.balancer
rm -r /etc/netns/http-redirect.router
rm -r /etc/netns/http-redirect.client
ip netns del http-redirect.servers
ip netns del http-redirect.web-3
ip netns del http-redirect.web-2
ip netns del http-redirect.web-1
ip netns del http-redirect.balancer
ip netns del http-redirect.router
ip netns del http-redirect.client
rm -rf /run/netlab/http-redirect
