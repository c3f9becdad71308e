#!/bin/sh
# Removes the lab secondary-addresses.
set -u
ip netns pids secondary-addresses.host 2> /dev/null | xargs -r kill
ip netns pids secondary-addresses.keeps 2> /dev/null | xargs -r kill
ip netns pids secondary-addresses.loses 2> /dev/null | xargs -r kill
ip netns pids secondary-addresses.peer 2> /dev/null | xargs -r kill
ip netns pids secondary-addresses.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/secondary-addresses.peer
rm -r /etc/netns/secondary-addresses.loses
rm -r /etc/netns/secondary-addresses.keeps
rm -r /etc/netns/secondary-addresses.host
ip netns del secondary-addresses.lan
ip netns del secondary-addresses.peer
ip netns del secondary-addresses.loses
ip netns del secondary-addresses.keeps
ip netns del secondary-addresses.host
rm -rf /run/netlab/secondary-addresses
