#!/bin/sh
# Removes the lab lvs-schedulers-and-persistence.
set -u
ip netns pids lvs-schedulers-and-persistence.client-1 2> /dev/null | xargs -r kill
ip netns pids lvs-schedulers-and-persistence.client-2 2> /dev/null | xargs -r kill
ip netns pids lvs-schedulers-and-persistence.client-3 2> /dev/null | xargs -r kill
ip netns pids lvs-schedulers-and-persistence.director 2> /dev/null | xargs -r kill
ip netns pids lvs-schedulers-and-persistence.web-1 2> /dev/null | xargs -r kill
ip netns pids lvs-schedulers-and-persistence.web-2 2> /dev/null | xargs -r kill
ip netns pids lvs-schedulers-and-persistence.outside 2> /dev/null | xargs -r kill
ip netns pids lvs-schedulers-and-persistence.servers 2> /dev/null | xargs -r kill
rm -r /etc/netns/lvs-schedulers-and-persistence.web-2
rm -r /etc/netns/lvs-schedulers-and-persistence.web-1
rm -r /etc/netns/lvs-schedulers-and-persistence.director
rm -r /etc/netns/lvs-schedulers-and-persistence.client-3
rm -r /etc/netns/lvs-schedulers-and-persistence.client-2
rm -r /etc/netns/lvs-schedulers-and-persistence.client-1
ip netns del lvs-schedulers-and-persistence.servers
ip netns del lvs-schedulers-and-persistence.outside
ip netns del lvs-schedulers-and-persistence.web-2
ip netns del lvs-schedulers-and-persistence.web-1
ip netns del lvs-schedulers-and-persistence.director
ip netns del lvs-schedulers-and-persistence.client-3
ip netns del lvs-schedulers-and-persistence.client-2
ip netns del lvs-schedulers-and-persistence.client-1
rm -rf /run/netlab/lvs-schedulers-and-persistence
