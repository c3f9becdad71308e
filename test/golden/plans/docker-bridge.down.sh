#!/bin/sh
# Removes the lab docker-bridge.
set -u
ip netns pids docker-bridge.host 2> /dev/null | xargs -r kill
ip netns pids docker-bridge.web 2> /dev/null | xargs -r kill
ip netns pids docker-bridge.db 2> /dev/null | xargs -r kill
ip netns pids docker-bridge.outside 2> /dev/null | xargs -r kill
ip netns pids docker-bridge.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/docker-bridge.outside
rm -r /etc/netns/docker-bridge.db
rm -r /etc/netns/docker-bridge.web
rm -r /etc/netns/docker-bridge.host
ip netns del docker-bridge.underlay
ip netns del docker-bridge.outside
ip netns del docker-bridge.db
ip netns del docker-bridge.web
ip netns del docker-bridge.host
rm -rf /run/netlab/docker-bridge
