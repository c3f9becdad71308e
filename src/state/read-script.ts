/**
 * One shell script that prints the kernel's whole state of many namespaces, so that reading a lab costs one call. Each part
 * begins with a line of the ASCII record separator and its name, which no command here prints. What fails prints nothing:
 * a kernel without IPv6 has no IPv6 routes.
 */
import { shellWord } from '../base/quote.ts';
import type { PlanNode } from '../model/plan.ts';

export const separator = '\x1e';

/** Part to the command that prints it. */
export const parts = {
  links: 'ip -j -d link show',
  addresses: 'ip -j addr show',
  routes4: 'ip -j -4 route show table all',
  routes6: 'ip -j -6 route show table all',
  rules4: 'ip -j -4 rule show',
  rules6: 'ip -j -6 rule show',
  neighbors: 'ip -j neigh show',
  proxies: 'ip -j neigh show proxy',
  fdb: 'bridge -j fdb show',
  ipsets: 'ipset save',
  vlans: 'bridge -j vlan show',
  iptables: 'iptables-save',
  ip6tables: 'ip6tables-save',
  wireguard: 'wg show all dump',
  sysctls: `grep -rs '' ${['ipv4/ip_forward', 'ipv4/conf', 'ipv6/conf', 'bridge'].map((path) => `/proc/sys/net/${path}`).join(' ')}`,
} as const;

export type Part = keyof typeof parts;

export function readScript(nodes: readonly PlanNode[], settings: readonly string[]): string {
  const more = settings.map((key) => shellWord(settingPath(key))).join(' ');
  const body = Object.entries(parts)
    .map(([part, command]) => `printf '\\036%s\\n' ${part}; ${command} 2> /dev/null`)
    .concat(more === '' ? [] : [`grep -s '' /dev/null ${more}`])
    .join('\n');
  return nodes
    .map(
      (node) =>
        `printf '\\036node %s\\n' ${shellWord(node.name)}\nip netns exec ${shellWord(node.namespace)} sh -c ${shellWord(body)} 2> /dev/null || true`,
    )
    .join('\n');
}

/** `net.ipv4.conf.flannel/1.rp_filter` is /proc/sys/net/ipv4/conf/flannel.1/rp_filter, as sysctl(8) has it. */
export const settingPath = (key: string): string =>
  `/proc/sys/${key.replace(/[./]/g, (separating) => (separating === '.' ? '/' : '.'))}`;

/** The way back. */
export const settingKey = (path: string): string =>
  path.slice('/proc/sys/'.length).replace(/[./]/g, (separating) => (separating === '/' ? '.' : '/'));
