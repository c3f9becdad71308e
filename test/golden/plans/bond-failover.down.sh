#!/bin/sh
# Removes the lab bond-failover.
set -u
ip netns pids bond-failover.host 2> /dev/null | xargs -r kill
ip netns pids bond-failover.left 2> /dev/null | xargs -r kill
ip netns pids bond-failover.right 2> /dev/null | xargs -r kill
ip netns pids bond-failover.core 2> /dev/null | xargs -r kill
ip netns pids bond-failover.client 2> /dev/null | xargs -r kill
rm -r /etc/netns/bond-failover.client
rm -r /etc/netns/bond-failover.core
rm -r /etc/netns/bond-failover.right
rm -r /etc/netns/bond-failover.left
rm -r /etc/netns/bond-failover.host
ip netns del bond-failover.client
ip netns del bond-failover.core
ip netns del bond-failover.right
ip netns del bond-failover.left
ip netns del bond-failover.host
rm -rf /run/netlab/bond-failover
