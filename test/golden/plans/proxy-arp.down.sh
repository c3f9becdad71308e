#!/bin/sh
# Removes the lab proxy-arp.
set -u
ip netns pids proxy-arp.pod1 2> /dev/null | xargs -r kill
ip netns pids proxy-arp.pod2 2> /dev/null | xargs -r kill
ip netns pids proxy-arp.pod3 2> /dev/null | xargs -r kill
ip netns pids proxy-arp.host1 2> /dev/null | xargs -r kill
ip netns pids proxy-arp.host2 2> /dev/null | xargs -r kill
ip netns pids proxy-arp.host3 2> /dev/null | xargs -r kill
ip netns pids proxy-arp.server 2> /dev/null | xargs -r kill
ip netns pids proxy-arp.lan 2> /dev/null | xargs -r kill
rm -r /etc/netns/proxy-arp.server
rm -r /etc/netns/proxy-arp.host3
rm -r /etc/netns/proxy-arp.host2
rm -r /etc/netns/proxy-arp.host1
rm -r /etc/netns/proxy-arp.pod3
rm -r /etc/netns/proxy-arp.pod2
rm -r /etc/netns/proxy-arp.pod1
ip netns del proxy-arp.lan
ip netns del proxy-arp.server
ip netns del proxy-arp.host3
ip netns del proxy-arp.host2
ip netns del proxy-arp.host1
ip netns del proxy-arp.pod3
ip netns del proxy-arp.pod2
ip netns del proxy-arp.pod1
rm -rf /run/netlab/proxy-arp
