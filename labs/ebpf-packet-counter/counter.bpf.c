// SPDX-License-Identifier: Apache-2.0 OR BSD-2-Clause
/* Counts the packets of an interface by IP protocol. The lab writes the protocols into the map; others are not counted. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u8);    /* IP protocol: 1 ICMP, 6 TCP, 17 UDP */
	__type(value, __u64); /* packets */
} packets SEC(".maps");

SEC("tc")
int count(struct __sk_buff *skb)
{
	__u8 protocol = 0;
	__u64 *counter;

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	/* The protocol is byte 9 of the IPv4 header. */
	bpf_skb_load_bytes(skb, ETH_HLEN + 9, &protocol, sizeof(protocol));
	counter = bpf_map_lookup_elem(&packets, &protocol);
	if (counter) /* without this test, the verifier refuses the next line */
		__sync_fetch_and_add(counter, 1);
	return TC_ACT_OK;
}

char _license[] SEC("license") = "Apache-2.0";
