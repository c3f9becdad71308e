#!/bin/sh
# Removes the lab vrrp.
set -u
ip netns pids vrrp.client 2> /dev/null | xargs -r kill
ip netns pids vrrp.router-1 2> /dev/null | xargs -r kill
ip netns pids vrrp.router-2 2> /dev/null | xargs -r kill
ip netns pids vrrp.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/vrrp.router-2
rm -r /etc/netns/vrrp.router-1
rm -r /etc/netns/vrrp.client
ip netns del vrrp.lan
ip netns del vrrp.router-2
ip netns del vrrp.router-1
ip netns del vrrp.client
rm -rf /run/netlab/vrrp
