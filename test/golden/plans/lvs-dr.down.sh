#!/bin/sh
# Removes the lab lvs-dr.
set -u
ip netns pids lvs-dr.client 2> /dev/null | xargs -r kill
ip netns pids lvs-dr.director 2> /dev/null | xargs -r kill
ip netns pids lvs-dr.web-1 2> /dev/null | xargs -r kill
ip netns pids lvs-dr.web-2 2> /dev/null | xargs -r kill
ip netns pids lvs-dr.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/lvs-dr.web-2
rm -r /etc/netns/lvs-dr.web-1
rm -r /etc/netns/lvs-dr.director
rm -r /etc/netns/lvs-dr.client
ip netns del lvs-dr.lan
ip netns del lvs-dr.web-2
ip netns del lvs-dr.web-1
ip netns del lvs-dr.director
ip netns del lvs-dr.client
rm -rf /run/netlab/lvs-dr
