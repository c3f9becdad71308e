import type { Forwarding } from '../steps/ipvs-words.ts';
import type { ListedServer, ListedService } from './ipvs-list.ts';
import { holds, type Range, sayRange } from './range.ts';

export interface WantedServer {
  readonly server: string;
  readonly forwarding?: Forwarding;
  readonly weight?: number;
  readonly active?: Range;
  readonly inactive?: Range;
  readonly connections?: Range;
}

export interface WantedService {
  readonly scheduler?: string;
  /** Seconds; `none` for a service without persistence. */
  readonly persistence?: number | 'none';
  readonly connections?: Range;
  readonly servers?: readonly WantedServer[];
}

const printedAs: Readonly<Record<Forwarding, string>> = {
  masq: 'Masq',
  gatewaying: 'Route',
  tunnel: 'Tunnel',
};

/** The differences, in words. With `before`, counts are those since then. */
export function wrongIn(
  found: ListedService,
  wanted: WantedService,
  before: ListedService | undefined,
): readonly string[] {
  const { scheduler, persistence, connections, servers } = wanted;
  const rose = found.connections - (before?.connections ?? 0);
  const listed = new Set(servers?.map(({ server }) => server));
  return [
    ...(scheduler === undefined || scheduler === found.scheduler ? [] : [`scheduler ${found.scheduler}`]),
    ...(persistence === undefined || persistence === (found.persistence ?? 'none')
      ? []
      : [`persistence ${found.persistence ?? 'none'}`]),
    ...(connections && !holds(connections, rose) ? [`${rose} connections`] : []),
    ...(servers ?? []).flatMap((one) => wrongServer(one, found, before)),
    ...(servers ? found.servers.filter(({ server }) => !listed.has(server)) : []).map(
      ({ server }) => `also the server ${server}`,
    ),
  ];
}

function wrongServer(
  wanted: WantedServer,
  { servers }: ListedService,
  before: ListedService | undefined,
): readonly string[] {
  const of = (all: readonly ListedServer[]) => all.find(({ server }) => server === wanted.server);
  const found = of(servers);
  if (!found) return [`no server ${wanted.server}`];
  const connections = found.connections - (of(before?.servers ?? [])?.connections ?? 0);
  const { forwarding, weight } = wanted;
  const counts = (['active', 'inactive', 'connections'] as const).flatMap((name) => {
    const value = name === 'connections' ? connections : found[name];
    const range = wanted[name];
    return range && !holds(range, value) ? [`${name} ${value}`] : [];
  });
  return [
    ...(forwarding === undefined || printedAs[forwarding] === found.forwarding ? [] : [found.forwarding]),
    ...(weight === undefined || weight === found.weight ? [] : [`weight ${found.weight}`]),
    ...counts,
  ].map((text) => `${wanted.server} ${text}`);
}

export function sayService({ scheduler, persistence, connections, servers }: WantedService): string {
  const parts = [
    scheduler,
    persistence === undefined ? undefined : `persistence ${persistence}`,
    connections && `${sayRange(connections)} connections`,
    ...(servers ?? []).map((one) =>
      [
        one.server,
        one.forwarding && printedAs[one.forwarding],
        one.weight === undefined ? undefined : `weight ${one.weight}`,
        ...(['active', 'inactive', 'connections'] as const).map((name) => {
          const range = one[name];
          return range && `${name} ${sayRange(range)}`;
        }),
      ]
        .filter((part) => part !== undefined)
        .join(' '),
    ),
  ].filter((part) => part !== undefined);
  return parts.join(', ') || 'a virtual service';
}
