#!/bin/sh
# Removes the lab lvs-tun.
set -u
ip netns pids lvs-tun.client 2> /dev/null | xargs -r kill
ip netns pids lvs-tun.director 2> /dev/null | xargs -r kill
ip netns pids lvs-tun.router 2> /dev/null | xargs -r kill
ip netns pids lvs-tun.web-1 2> /dev/null | xargs -r kill
ip netns pids lvs-tun.web-2 2> /dev/null | xargs -r kill
ip netns pids lvs-tun.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/lvs-tun.web-2
rm -r /etc/netns/lvs-tun.web-1
rm -r /etc/netns/lvs-tun.router
rm -r /etc/netns/lvs-tun.director
rm -r /etc/netns/lvs-tun.client
ip netns del lvs-tun.lan
ip netns del lvs-tun.web-2
ip netns del lvs-tun.web-1
ip netns del lvs-tun.router
ip netns del lvs-tun.director
ip netns del lvs-tun.client
rm -rf /run/netlab/lvs-tun
