#!/bin/sh
# Removes the lab nat-gateway.
set -u
ip netns pids nat-gateway.alice 2> /dev/null | xargs -r kill
ip netns pids nat-gateway.bob 2> /dev/null | xargs -r kill
ip netns pids nat-gateway.gateway 2> /dev/null | xargs -r kill
ip netns pids nat-gateway.server 2> /dev/null | xargs -r kill
ip netns pids nat-gateway.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/nat-gateway.server
rm -r /etc/netns/nat-gateway.gateway
rm -r /etc/netns/nat-gateway.bob
rm -r /etc/netns/nat-gateway.alice
ip netns del nat-gateway.lan
ip netns del nat-gateway.server
ip netns del nat-gateway.gateway
ip netns del nat-gateway.bob
ip netns del nat-gateway.alice
rm -rf /run/netlab/nat-gateway
