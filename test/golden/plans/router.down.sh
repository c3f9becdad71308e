#!/bin/sh
# Removes the lab router.
set -u
ip netns pids router.red 2> /dev/null | xargs -r kill
ip netns pids router.blue 2> /dev/null | xargs -r kill
ip netns pids router.router 2> /dev/null | xargs -r kill
rm -r /etc/netns/router.router
rm -r /etc/netns/router.blue
rm -r /etc/netns/router.red
ip netns del router.router
ip netns del router.blue
ip netns del router.red
rm -rf /run/netlab/router
