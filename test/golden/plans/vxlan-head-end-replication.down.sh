#!/bin/sh
# Removes the lab vxlan-head-end-replication.
set -u
ip netns pids vxlan-head-end-replication.host1 2> /dev/null | xargs -r kill
ip netns pids vxlan-head-end-replication.host2 2> /dev/null | xargs -r kill
ip netns pids vxlan-head-end-replication.host3 2> /dev/null | xargs -r kill
ip netns pids vxlan-head-end-replication.router 2> /dev/null | xargs -r kill
ip netns pids vxlan-head-end-replication.red 2> /dev/null | xargs -r kill
ip netns pids vxlan-head-end-replication.green 2> /dev/null | xargs -r kill
ip netns pids vxlan-head-end-replication.blue 2> /dev/null | xargs -r kill
rm -r /etc/netns/vxlan-head-end-replication.blue
rm -r /etc/netns/vxlan-head-end-replication.green
rm -r /etc/netns/vxlan-head-end-replication.red
rm -r /etc/netns/vxlan-head-end-replication.router
rm -r /etc/netns/vxlan-head-end-replication.host3
rm -r /etc/netns/vxlan-head-end-replication.host2
rm -r /etc/netns/vxlan-head-end-replication.host1
ip netns del vxlan-head-end-replication.blue
ip netns del vxlan-head-end-replication.green
ip netns del vxlan-head-end-replication.red
ip netns del vxlan-head-end-replication.router
ip netns del vxlan-head-end-replication.host3
ip netns del vxlan-head-end-replication.host2
ip netns del vxlan-head-end-replication.host1
rm -rf /run/netlab/vxlan-head-end-replication
