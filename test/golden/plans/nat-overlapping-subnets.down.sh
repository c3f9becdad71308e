#!/bin/sh
# Removes the lab nat-overlapping-subnets.
set -u
ip netns pids nat-overlapping-subnets.alice 2> /dev/null | xargs -r kill
ip netns pids nat-overlapping-subnets.bob 2> /dev/null | xargs -r kill
ip netns pids nat-overlapping-subnets.carol 2> /dev/null | xargs -r kill
ip netns pids nat-overlapping-subnets.gw-a 2> /dev/null | xargs -r kill
ip netns pids nat-overlapping-subnets.gw-b 2> /dev/null | xargs -r kill
ip netns pids nat-overlapping-subnets.site-b 2> /dev/null | xargs -r kill
rm -r /etc/netns/nat-overlapping-subnets.gw-b
rm -r /etc/netns/nat-overlapping-subnets.gw-a
rm -r /etc/netns/nat-overlapping-subnets.carol
rm -r /etc/netns/nat-overlapping-subnets.bob
rm -r /etc/netns/nat-overlapping-subnets.alice
ip netns del nat-overlapping-subnets.site-b
ip netns del nat-overlapping-subnets.gw-b
ip netns del nat-overlapping-subnets.gw-a
ip netns del nat-overlapping-subnets.carol
ip netns del nat-overlapping-subnets.bob
ip netns del nat-overlapping-subnets.alice
rm -rf /run/netlab/nat-overlapping-subnets
