/** `ipvsadm -Ln` and `ipvsadm -Ln --stats --exact` as data: the same services and servers, with other columns. */

export interface ListedServer {
  readonly server: string;
  /** `Masq`, `Route`, `Tunnel`. */
  readonly forwarding: string;
  readonly weight: number;
  readonly active: number;
  readonly inactive: number;
  /** Since it was added. */
  readonly connections: number;
}

export interface ListedService {
  /** `TCP 10.0.0.1:80`, `FWM 7`. */
  readonly title: string;
  readonly scheduler: string;
  readonly persistence?: number;
  readonly connections: number;
  readonly servers: readonly ListedServer[];
}

/** `TCP  10.0.0.1:80 rr persistent 100`, `FWM  8 IPv6 sh`. In the other list, counters follow the title. */
const serviceLine = /^(TCP|UDP|SCTP|FWM)\s+(\S+(?: IPv6)?)\s+(.*)$/;
const serverLine = /^\s+->\s+(\S+:\d+)\s+(.*)$/;

function blocks(text: string) {
  const found: { title: string; rest: string; servers: { server: string; words: readonly string[] }[] }[] =
    [];
  for (const line of text.split('\n')) {
    const [, protocol, name, rest = ''] = serviceLine.exec(line) ?? [];
    if (protocol) found.push({ title: `${protocol} ${name}`, rest: rest.trim(), servers: [] });
    const [, server = '', words = ''] = serverLine.exec(line) ?? [];
    if (server !== '') found.at(-1)?.servers.push({ server, words: words.trim().split(/\s+/) });
  }
  return found;
}

export function listedServices(list: string, stats: string): readonly ListedService[] {
  const counted = new Map(blocks(stats).map((one) => [one.title, one]));
  return blocks(list).map(({ title, rest, servers }) => {
    const [scheduler = ''] = rest.split(' ');
    const persistence = /\bpersistent (\d+)/.exec(rest)?.[1];
    const counters = counted.get(title);
    return {
      ...{ title, scheduler, connections: Number(counters?.rest.split(/\s+/)[0] ?? 0) },
      ...(persistence === undefined ? {} : { persistence: Number(persistence) }),
      servers: servers.map(({ server, words: [forwarding = '', ...numbers] }) => {
        const [weight = 0, active = 0, inactive = 0] = numbers.map(Number);
        const own = counters?.servers.find((one) => one.server === server);
        return {
          ...{ server, forwarding, weight, active, inactive },
          connections: Number(own?.words[0] ?? 0),
        };
      }),
    };
  });
}
