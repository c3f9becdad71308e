/** The virtual services of IPVS in a node, as `ipvsadm -Sn` prints them: what IPVS may choose, without a connection that shows it. */
import type { Flow } from './flow.ts';
import type { Reading } from './readings.ts';

export interface BalancedService {
  /** `TCP 10.96.0.10:80`. */
  readonly title: string;
  /** `10.96.0.10`. */
  readonly address: string;
  readonly scheduler: string;
  readonly servers: readonly BalancedServer[];
}

export interface BalancedServer {
  /** `10.244.1.3:8080`. */
  readonly server: string;
  readonly forwarding: 'masq' | 'gatewaying' | 'tunnel';
  readonly weight: number;
}

/** The command loads the module, so it runs only where the kernel has it already. */
export const servicesCommand = '[ -e /proc/net/ip_vs ] && ipvsadm -Sn';

const protocols: Readonly<Record<string, string>> = { '-t': 'TCP', '-u': 'UDP', '--sctp-service': 'SCTP' };
const forwardings = { '-m': 'masq', '-g': 'gatewaying', '-i': 'tunnel' } as const;

/** Services by firewall mark are left out: the packet does not show its mark. */
export function readServices(text: string): readonly BalancedService[] {
  const found = new Map<string, BalancedService & { readonly servers: BalancedServer[] }>();
  for (const line of text.split('\n')) {
    const [, verb, option = '', socket = '', rest = ''] =
      /^-([Aa]) (\S+) (\S+) (.*)$/.exec(line.trim()) ?? [];
    const protocol = protocols[option];
    if (protocol === undefined) continue;
    const title = `${protocol} ${socket}`;
    const scheduler = /(?:^| )-s (\S+)/.exec(rest)?.[1];
    if (verb === 'A' && scheduler !== undefined)
      found.set(title, { title, address: hostOf(socket), scheduler, servers: [] });
    const [, server, method, weight] = /^-r (\S+) (-[mgi]) -w (\d+)/.exec(rest) ?? [];
    if (verb === 'a' && server !== undefined)
      found.get(title)?.servers.push({
        ...{ server, weight: Number(weight) },
        forwarding: forwardings[method as keyof typeof forwardings],
      });
  }
  return [...found.values()];
}

/** The address of `10.0.0.1:80` and `[2001:db8::1]:80`. */
export const hostOf = (socket: string): string => socket.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

/** `10.0.0.1:80`, `[2001:db8::1]:80`. */
export const socketOf = (address: string, port: number | undefined): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;

/** `TCP 10.96.0.10:80`, whether or not a virtual service has this title. */
export const titleFor = ({ protocol, dst, dstPort }: Flow): string =>
  `${protocol.toUpperCase()} ${socketOf(dst, dstPort)}`;

export const serviceFor = (reading: Reading | undefined, flow: Flow): BalancedService | undefined =>
  reading?.services.find(({ title }) => title === titleFor(flow));
