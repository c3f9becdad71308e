#!/bin/sh
# Removes the lab asymmetric-routing.
set -u
ip netns pids asymmetric-routing.client 2> /dev/null | xargs -r kill
ip netns pids asymmetric-routing.left 2> /dev/null | xargs -r kill
ip netns pids asymmetric-routing.right 2> /dev/null | xargs -r kill
ip netns pids asymmetric-routing.strict 2> /dev/null | xargs -r kill
ip netns pids asymmetric-routing.loose 2> /dev/null | xargs -r kill
ip netns pids asymmetric-routing.trusting 2> /dev/null | xargs -r kill
ip netns pids asymmetric-routing.west 2> /dev/null | xargs -r kill
ip netns pids asymmetric-routing.east 2> /dev/null | xargs -r kill
rm -r /etc/netns/asymmetric-routing.trusting
rm -r /etc/netns/asymmetric-routing.loose
rm -r /etc/netns/asymmetric-routing.strict
rm -r /etc/netns/asymmetric-routing.right
rm -r /etc/netns/asymmetric-routing.left
rm -r /etc/netns/asymmetric-routing.client
ip netns del asymmetric-routing.east
ip netns del asymmetric-routing.west
ip netns del asymmetric-routing.trusting
ip netns del asymmetric-routing.loose
ip netns del asymmetric-routing.strict
ip netns del asymmetric-routing.right
ip netns del asymmetric-routing.left
ip netns del asymmetric-routing.client
rm -rf /run/netlab/asymmetric-routing
