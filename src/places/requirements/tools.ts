/** Programs that labs use: the Debian package that brings each, and what it is for. Others are found by their name alone. */
import { registry } from '../../base/registry.ts';

export interface Tool {
  readonly name: string;
  /** Debian's and Ubuntu's name. */
  readonly package: string;
  readonly for: string;
  /** Programs that come with it and say nothing more about a machine. */
  readonly also?: readonly string[];
  /** Words that make it print its version. */
  readonly version?: string;
  /** Only changed sources need it, and it takes 400 MB: scripts/provision leaves it out. */
  readonly large?: true;
  /** Nothing can be built without it. */
  readonly base?: boolean;
}

const tool = (name: string, from: string, use: string, more: Partial<Tool> = {}): Tool => ({
  ...{ name, package: from, for: use },
  ...more,
});

const base = { version: '-V', base: true };

export const tools = registry<Tool>(
  (one) => one.name,
  [
    tool('ip', 'iproute2', 'makes namespaces, interfaces, addresses and routes', base),
    tool('bridge', 'iproute2', 'writes bridge ports and forwarding entries', base),
    tool('nsenter', 'util-linux', 'enters nodes', base),
    tool('unshare', 'util-linux', 'makes namespaces, and files that one node sees', base),
    tool('flock', 'util-linux', 'keeps two netlabs from building one lab', base),
    tool('setsid', 'util-linux', 'starts processes that stay', base),
    tool('sysctl', 'procps', 'kernel settings in printed commands', { version: '-V' }),
    tool('iptables', 'iptables', 'IPv4 rules: NAT, filtering', {
      ...{ version: '-V', also: ['iptables-save', 'iptables-restore'] },
    }),
    tool('ip6tables', 'iptables', 'IPv6 rules', {
      ...{ version: '-V', also: ['ip6tables-save', 'ip6tables-restore'] },
    }),
    tool('nft', 'nftables', 'nftables rules', { version: '-v' }),
    tool('ping', 'iputils-ping', 'asks whether nodes reach each other', { version: '-V' }),
    tool('tcpdump', 'tcpdump', 'sees the packets on a wire', { version: '--version' }),
    tool('python3', 'python3', 'the small servers inside nodes', { version: '--version' }),
    tool('tc', 'iproute2', 'delay and loss on links', { version: '-V' }),
    tool('conntrack', 'conntrack', 'reads the table of connections', { version: '-V' }),
    tool('ipset', 'ipset', 'sets of addresses in rules', { version: '-v' }),
    tool('ipvsadm', 'ipvsadm', 'services balanced in the kernel (IPVS)', { version: '-v' }),
    tool('bpftool', 'bpftool', 'BPF programs and their maps', { version: 'version' }),
    tool('clang', 'clang libbpf-dev', 'compiles BPF programs whose source has changed', {
      ...{ version: '--version', large: true },
    }),
    tool('wg', 'wireguard-tools', 'WireGuard keys and peers', { version: '--version' }),
    tool('bird', 'bird2', 'BGP between nodes', { version: '--version' }),
    tool('vtysh', 'frr', 'BGP, OSPF and EVPN between nodes'),
    tool('ovs-vsctl', 'openvswitch-switch', 'Open vSwitch bridges', { version: '--version' }),
    tool('ovs-ofctl', 'openvswitch-switch', 'OpenFlow rules', { version: '--version' }),
    tool('swanctl', 'strongswan-swanctl', 'IPsec tunnels', { version: '--version' }),
    tool('ethtool', 'ethtool', 'checksum and offload settings', { version: '--version' }),
    tool('cc', 'gcc', 'compiles the client and server of netlab measure', { version: '--version' }),
    tool('curl', 'curl', 'asks web servers', { version: '--version' }),
    tool('dnsmasq', 'dnsmasq-base', 'DNS and DHCP', { version: '--version' }),
    tool('named', 'bind9', 'DNS', { version: '-v', also: ['named-checkconf'] }),
    tool('nginx', 'nginx', 'web servers and reverse proxies', { version: '-v' }),
    tool('haproxy', 'haproxy', 'proxies for TCP and HTTP', { version: '-v' }),
    tool('keepalived', 'keepalived', 'VRRP, and health checks of IPVS services', { version: '--version' }),
  ],
);

/** The tool that a program is, or comes with. */
export const toolOf = (program: string): Tool | undefined =>
  tools.find(program) ?? tools.all.find((tool) => tool.also?.includes(program));

/** How a program that is not here gets here. */
export function howToGet(program: string): string {
  const tool = toolOf(program);
  return tool ? `apt-get install ${tool.package}` : `install what brings ${program}`;
}
