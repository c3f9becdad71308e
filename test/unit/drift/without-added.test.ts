// Additions of the lab's processes are not compared, and named.
import { expect, it } from 'vitest';
import { addedIn, withoutAdded } from '../../../src/drift/without-added.ts';
import type { NodeState } from '../../../src/state/state.ts';
import { partOf } from '../../../src/state/state-part.ts';
import { ipvsPart } from '../../../src/steps/ipvs-table.ts';
import { compiled, withRed } from '../compiled.ts';

const vrrp = 'vrrp_instance V {\n interface eth0\n virtual_ipaddress {\n  192.0.2.100/24\n }\n}\n';
const checks = 'virtual_server 192.0.2.100 80 {\n}\n';
const table =
  '-A -t 192.0.2.1:80 -s rr\n-A -t 192.0.2.100:80 -s rr\n-a -t 192.0.2.100:80 -r 192.0.2.9:80 -m -w 1\n';

const state = (node: string): NodeState =>
  ({
    ...{ node, links: [], addresses: [], routes4: [], routes6: [], neighbors: [], fdb: [], sysctls: {} },
    ...({} as Pick<NodeState, 'processes'>),
    parts: new Map([[ipvsPart.name, ipvsPart.read(table)]]),
  }) as unknown as NodeState;

const left = (node: object) => {
  const { plan } = compiled(withRed(node));
  return partOf(withoutAdded(new Map([['red', state('red')]]), plan).get('red')!, ipvsPart).services.map(
    ({ service }) => service,
  );
};
const planned = { services: [{ address: '192.0.2.1', port: 80, scheduler: 'rr' }] };

it('services of IPVS that keepalived adds are left out, and those of the plan stay', () => {
  expect(left({ keepalived: checks })).toEqual([]);
  expect(left({ keepalived: vrrp + checks, ipvs: planned })).toEqual(['-t 192.0.2.1:80']);
  expect(left({ keepalived: vrrp })).toEqual(['-t 192.0.2.1:80', '-t 192.0.2.100:80']);
});

it('each process and its additions are one sentence', () => {
  expect(addedIn(compiled(withRed({ keepalived: vrrp + checks })).plan)).toEqual([
    '192.0.2.100, services of IPVS on red, by keepalived',
  ]);
  expect(addedIn(compiled(withRed({})).plan)).toEqual([]);
});
