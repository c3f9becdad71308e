#!/bin/sh
# Removes the lab routing-tables.
set -u
ip netns pids routing-tables.host 2> /dev/null | xargs -r kill
ip netns pids routing-tables.isp1 2> /dev/null | xargs -r kill
ip netns pids routing-tables.isp2 2> /dev/null | xargs -r kill
ip netns pids routing-tables.server 2> /dev/null | xargs -r kill
ip netns pids routing-tables.archive 2> /dev/null | xargs -r kill
ip netns pids routing-tables.net 2> /dev/null | xargs -r kill
rm -r /etc/netns/routing-tables.archive
rm -r /etc/netns/routing-tables.server
rm -r /etc/netns/routing-tables.isp2
rm -r /etc/netns/routing-tables.isp1
rm -r /etc/netns/routing-tables.host
ip netns del routing-tables.net
ip netns del routing-tables.archive
ip netns del routing-tables.server
ip netns del routing-tables.isp2
ip netns del routing-tables.isp1
ip netns del routing-tables.host
rm -rf /run/netlab/routing-tables
