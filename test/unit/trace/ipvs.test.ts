// Connections of IPVS, from what ipvsadm 1.31 printed.
import { describe, expect, test } from 'vitest';
import { conntrackEntry } from '../../../src/trace/causes/conntrack-entry.ts';
import { staleEntry } from '../../../src/trace/causes/stale-entry.ts';
import { balancedIn, readConnections } from '../../../src/trace/ipvs.ts';
import type { Sighting } from '../../../src/trace/sighting.ts';
import type { TracedWay } from '../../../src/trace/trace.ts';
import { reading } from './recorded.ts';

const printed = `IPVS connection entries
pro expire state       source             virtual            destination
TCP 00:57  FIN_WAIT    10.244.1.2:40000   10.96.0.12:80      10.244.2.2:8080
TCP 179:48 ASSURED     10.244.1.9:0       10.96.0.14:80      10.244.1.3:8080
UDP 04:59  UDP         [2001:db8::9]:4000 [2001:db8::1]:53   [2001:db8::3]:53
`;
const [tcp, udp] = [
  ...[{ protocol: 'TCP', client: '10.244.1.2:40000', service: '10.96.0.12:80', server: '10.244.2.2:8080' }],
  {
    ...{ protocol: 'UDP', client: '[2001:db8::9]:4000', service: '[2001:db8::1]:53' },
    server: '[2001:db8::3]:53',
  },
];

test('an entry of persistence is not a connection', () => {
  expect(readConnections(printed)).toEqual([tcp, udp]);
});

const sighting = (src: string, srcPort: number, dst: string, dstPort: number) =>
  ({
    frame: {
      ip: { protocol: 6, src, dst, offset: 0 },
      tcp: { 'src-port': srcPort, 'dst-port': dstPort },
    },
  }) as unknown as Sighting;

const readings = (text: string) => new Map([['node1', reading({ balanced: readConnections(text) })]]);
const visit = (came: Sighting | undefined, left: Sighting | undefined) => ({
  ...{ node: 'node1', hops: [], routed: true },
  ...{ came, left },
});
const left = sighting('10.244.1.2', 40_000, '10.244.2.2', 8080);

describe('the connection of a packet', () => {
  test('by its client and service, where it came to the node', () => {
    const came = sighting('10.244.1.2', 40_000, '10.96.0.12', 80);
    expect(balancedIn(visit(came, left), readings(''), readings(printed))).toEqual(tcp);
    const other = sighting('10.244.1.2', 40_001, '10.96.0.12', 80);
    expect(balancedIn(visit(other, left), readings(''), readings(printed))).toBeUndefined();
  });

  test("of the node's own packet: the new one to its destination, if there is only one", () => {
    expect(balancedIn(visit(undefined, left), readings(''), readings(printed))).toEqual(tcp);
    expect(balancedIn(visit(undefined, left), readings(printed), readings(printed))).toBeUndefined();
    const two = `${printed}${printed.split('\n')[2]!.replace('40000', '40001')}\n`;
    expect(balancedIn(visit(undefined, left), readings(''), readings(two))).toBeUndefined();
  });
});

test('a destination that IPVS rewrote is not an old entry of connection tracking', () => {
  const way = (balanced: object) =>
    ({
      hops: [
        {
          ...{ node: 'node1', rules: [{ verdict: 'accept' }], ...balanced },
          changes: { nat: [{ what: 'destination', from: '10.96.0.12:80', to: '10.244.2.2:8080' }] },
        },
      ],
    }) as unknown as TracedWay;
  expect(conntrackEntry(way({}))?.id).toBe('conntrack-entry');
  expect(conntrackEntry(way({ balanced: tcp }))).toBeUndefined();
  expect(staleEntry(way({}), readings(''))?.id).toBe('stale-entry');
  expect(staleEntry(way({ balanced: tcp }), readings(''))).toBeUndefined();
});
