#!/bin/sh
# Removes the lab lvs-nat.
set -u
ip netns pids lvs-nat.client 2> /dev/null | xargs -r kill
ip netns pids lvs-nat.director 2> /dev/null | xargs -r kill
ip netns pids lvs-nat.gateway 2> /dev/null | xargs -r kill
ip netns pids lvs-nat.web-1 2> /dev/null | xargs -r kill
ip netns pids lvs-nat.web-2 2> /dev/null | xargs -r kill
ip netns pids lvs-nat.outside 2> /dev/null | xargs -r kill
ip netns pids lvs-nat.servers 2> /dev/null | xargs -r kill
rm -r /etc/netns/lvs-nat.web-2
rm -r /etc/netns/lvs-nat.web-1
rm -r /etc/netns/lvs-nat.gateway
rm -r /etc/netns/lvs-nat.director
rm -r /etc/netns/lvs-nat.client
ip netns del lvs-nat.servers
ip netns del lvs-nat.outside
ip netns del lvs-nat.web-2
ip netns del lvs-nat.web-1
ip netns del lvs-nat.gateway
ip netns del lvs-nat.director
ip netns del lvs-nat.client
rm -rf /run/netlab/lvs-nat
