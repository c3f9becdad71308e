// SPDX-License-Identifier: Apache-2.0 OR BSD-2-Clause
/* A program for each kind of hook. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

struct destination {
	__u8 ip[4];
	__u8 port[2];
	__u8 zero[2];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, struct destination);
	__type(value, __u32); /* 1: connect(2) fails */
} refused SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32); /* 0: tc, 1: XDP */
	__type(value, __u64);
} seen SEC(".maps");

static __always_inline void add(__u32 hook)
{
	__u64 *count = bpf_map_lookup_elem(&seen, &hook);

	if (count)
		__sync_fetch_and_add(count, 1);
}

SEC("cgroup/connect4")
int on_connect(struct bpf_sock_addr *ctx)
{
	struct destination to = {};
	__u32 *found, ip = ctx->user_ip4, port = ctx->user_port;

	__builtin_memcpy(to.ip, &ip, 4);
	__builtin_memcpy(to.port, &port, 2);
	found = bpf_map_lookup_elem(&refused, &to);
	return found && *found ? 0 : 1;
}

SEC("tc")
int see_packet(struct __sk_buff *skb)
{
	add(0);
	return TC_ACT_OK;
}

SEC("xdp")
int see_frame(struct xdp_md *frame)
{
	add(1);
	return XDP_PASS;
}

char _license[] SEC("license") = "Apache-2.0";
