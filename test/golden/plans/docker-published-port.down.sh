#!/bin/sh
# Removes the lab docker-published-port.
set -u
ip netns pids docker-published-port.host 2> /dev/null | xargs -r kill
ip netns pids docker-published-port.web 2> /dev/null | xargs -r kill
ip netns pids docker-published-port.app 2> /dev/null | xargs -r kill
ip netns pids docker-published-port.client 2> /dev/null | xargs -r kill
ip netns pids docker-published-port.underlay 2> /dev/null | xargs -r kill
rm -r /etc/netns/docker-published-port.client
rm -r /etc/netns/docker-published-port.app
rm -r /etc/netns/docker-published-port.web
rm -r /etc/netns/docker-published-port.host
ip netns del docker-published-port.underlay
ip netns del docker-published-port.client
ip netns del docker-published-port.app
ip netns del docker-published-port.web
ip netns del docker-published-port.host
rm -rf /run/netlab/docker-published-port
