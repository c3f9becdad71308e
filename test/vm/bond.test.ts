/** Two nodes with a bond over two cables (the situation of tinet's basic_bond): few kernels have the module bonding. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply } from '../../src/apply/apply.ts';
import { down } from '../../src/apply/down.ts';
import { compile } from '../../src/engine/compile.ts';
import { runChecks } from '../../src/engine/run-checks.ts';
import type { Place } from '../../src/model/place.ts';
import { kindOf } from '../../src/places/index.ts';
import { describeVm } from './guest.ts';

const node = (address: string) =>
  `{ interfaces: { bond0: { type: bond, interfaces: [net0, net1], parameters: { mode: active-backup, primary: net1 }, addresses: [${address}] } } }`;
const { plan, lab } = compile(
  Buffer.from(`lab: bonds
nodes:
  r1: ${node('192.0.2.1/24')}
  r2: ${node('192.0.2.2/24')}
links:
  - { endpoints: [r1:net0, r2:net0] }
  - { endpoints: [r1:net1, r2:net1] }
verify:
  - ping: { from: r1, to: "r2:bond0", within: 60 }
`),
  'bonds.yaml',
);

describeVm('a bond', () => {
  let place: Place;
  beforeAll(async () => {
    place = await kindOf('vm')!.open('vm', { env: process.env, note: () => undefined });
    await apply(plan, place, { file: '/tmp/bonds.yaml' });
  });
  afterAll(async () => {
    await down('bonds', place);
  });

  const output = async (...argv: readonly string[]): Promise<string> => {
    const outcome = await place.run({ node: plan.nodes.find(({ name }) => name === 'r1')!, argv });
    expect(outcome, argv.join(' ')).toMatchObject({ exit: 0 });
    return outcome.stdout;
  };
  const active = async () =>
    JSON.parse(await output('ip', '-j', '-d', 'link', 'show', 'bond0'))[0].linkinfo.info_data.active_slave;
  const checked = async () => {
    const { checks } = await runChecks(plan, lab.checks, place, { signal: new AbortController().signal });
    return checks.map(({ status, saw }) => (status === 'pass' ? status : saw));
  };

  it('uses its primary port, and the other one when the primary loses its link', async () => {
    expect(await active()).toBe('net1');
    expect(await checked()).toEqual(['pass']);
    await output('ip', 'link', 'set', 'net1', 'down');
    await expect.poll(active, { timeout: 60_000 }).toBe('net0');
    expect(await checked()).toEqual(['pass']);
  });
});
