#!/bin/sh
# Removes the lab ebpf-packet-counter.
set -u
ip netns pids ebpf-packet-counter.client 2> /dev/null | xargs -r kill
ip netns pids ebpf-packet-counter.server 2> /dev/null | xargs -r kill
umount /run/netlab/ebpf-packet-counter/bpf
rm -r /etc/netns/ebpf-packet-counter.server
rm -r /etc/netns/ebpf-packet-counter.client
ip netns del ebpf-packet-counter.server
ip netns del ebpf-packet-counter.client
rm -rf /run/netlab/ebpf-packet-counter
