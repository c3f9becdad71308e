/**
 * IPVS in a node: `ipvsadm -Sn` and the timeouts. ipvsadm loads the module ip_vs, so it runs only where the kernel has it
 * already. The namespaces of one kernel have tables and timeouts of their own.
 */
import type { StatePart } from '../state/state-part.ts';

interface SavedService {
  /** `-t 10.0.0.1:80` */
  readonly service: string;
  /** `-s rr -p 300` */
  readonly options: string;
  readonly servers: readonly SavedServer[];
}

interface SavedServer {
  /** `10.0.0.2:8080` */
  readonly server: string;
  /** `-m -w 1` */
  readonly options: string;
}

interface IpvsTable {
  readonly services: readonly SavedService[];
  /** TCP, TCP after a FIN, UDP, in seconds. Absent if the module is not loaded. */
  readonly timeouts?: string;
}

export const ipvsPart: StatePart<IpvsTable> = {
  name: 'ipvs',
  command: '[ -e /proc/net/ip_vs ] && ipvsadm -Sn && ipvsadm -Ln --timeout',
  shown: ['ipvsadm -Ln --stats', 'ipvsadm -Lnc'],
  read: readIpvs,
  lines: ({ services, timeouts }) => [
    ...services.flatMap(({ service, options, servers }) => [
      `-A ${service} ${options}`,
      ...servers.map((one) => `-a ${service} -r ${one.server} ${one.options}`),
    ]),
    // A new namespace has these, and a kernel without the module has none.
    ...(timeouts === undefined || timeouts === '900 120 300' ? [] : [`--set ${timeouts}`]),
  ],
  difference: {
    what: 'ipvs',
    key: (text) => split(text)[0],
    say: (text) => `ipvsadm ${text}`,
    name: (text) => split(text)[0],
    values: (is, should) => [{ field: '', is: split(is)[1], should: split(should)[1] }],
  },
};

/** The thing, and its values. */
function split(text: string): readonly [key: string, values: string] {
  const [, key = text, values = ''] =
    /^(-A (?:-f \d+(?: -6)?|\S+ \S+)|-a .* -r \S+|--set) (.*)$/.exec(text) ?? [];
  return [key, values];
}

const command = /^(-A|-a) (-f \d+(?: -6)?|\S+ \S+) ?(.*)$/;

function readIpvs(text: string): IpvsTable {
  const services: { service: string; options: string; servers: SavedServer[] }[] = [];
  for (const line of text.split('\n')) {
    const [, verb, service = '', rest = ''] = command.exec(line.trim()) ?? [];
    if (verb === '-A') services.push({ service, options: rest, servers: [] });
    const [, server = '', words = ''] = /^-r (\S+) (.*)$/.exec(rest) ?? [];
    if (verb === '-a' && server !== '')
      // Of tunnels, netlab makes only ipip.
      services.at(-1)?.servers.push({ server, options: words.replace(/ --tun-type ipip$/, '') });
  }
  const timeouts = /^Timeout \(tcp tcpfin udp\): (\d+ \d+ \d+)$/m.exec(text)?.[1];
  return { services, ...(timeouts === undefined ? {} : { timeouts }) };
}
