/** The hooks of a cgroup, as bpftool-cgroup(8) names them, and as libbpf does, which bpftool prints. */
export const cgroupTypes = {
  connect4: 'cgroup_inet4_connect',
  connect6: 'cgroup_inet6_connect',
  sendmsg4: 'cgroup_udp4_sendmsg',
  sendmsg6: 'cgroup_udp6_sendmsg',
  recvmsg4: 'cgroup_udp4_recvmsg',
  recvmsg6: 'cgroup_udp6_recvmsg',
  getpeername4: 'cgroup_inet4_getpeername',
  getpeername6: 'cgroup_inet6_getpeername',
  getsockname4: 'cgroup_inet4_getsockname',
  getsockname6: 'cgroup_inet6_getsockname',
  bind4: 'cgroup_inet4_bind',
  bind6: 'cgroup_inet6_bind',
  post_bind4: 'cgroup_inet4_post_bind',
  post_bind6: 'cgroup_inet6_post_bind',
  sock_create: 'cgroup_inet_sock_create',
  sock_release: 'cgroup_inet_sock_release',
  ingress: 'cgroup_inet_ingress',
  egress: 'cgroup_inet_egress',
} as const;

export type CgroupHook = keyof typeof cgroupTypes;

export const cgroupHooks = Object.keys(cgroupTypes) as [CgroupHook, ...CgroupHook[]];
