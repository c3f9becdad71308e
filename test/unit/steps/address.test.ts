import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { NodeState } from '../../../src/state/state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { kindOf } from '../../../src/steps/index.ts';
import { compiled, withRed } from '../compiled.ts';

const names = { mac: (mac: string) => mac, address: (address: string) => address };

/** A node that has an interface and no address. */
const bare = { node: 'red', addresses: [{ ifname: 'eth0', addr_info: [] }] } as unknown as NodeState;
const missing = (lab: string) =>
  compiled(lab).plan.steps.flatMap(
    (step) =>
      (step.kind === 'address' || step.kind === 'run'
        ? listOf(kindOf(step).compare?.(step, bare, names)).map(({ why }) => why)
        : []) ?? [],
  );

describe('what is missing of what the plan made', () => {
  it('is said of its own steps', () =>
    expect(missing(withRed({}))).toContain("red's eth0 does not have the address 192.0.2.1/24"));
  it("is not said of the lab's own commands: the next one may have taken it away", () => {
    const run = [
      { exec: 'ip addr add 192.0.2.9/24 dev eth0' },
      { exec: 'ip addr del 192.0.2.9/24 dev eth0' },
    ];
    expect(missing(withRed({ run })).filter((why) => why.includes('192.0.2.9'))).toEqual([]);
  });
});

describe('noprefixroute', () => {
  const found = (noprefixroute: boolean) =>
    ({
      node: 'red',
      addresses: [
        {
          ifname: 'd',
          addr_info: [
            {
              local: '192.0.2.9',
              prefixlen: 24,
              scope: 'global',
              ...(noprefixroute ? { noprefixroute } : {}),
            },
          ],
        },
      ],
      links: [],
    }) as unknown as NodeState;
  const differences = (planned: boolean, state: NodeState) => {
    const address = '192.0.2.9/24';
    const addresses = planned ? [{ [address]: { noprefixroute: true } }] : [address];
    const { plan } = compiled(
      stringify({ lab: 'x', nodes: { red: { interfaces: { d: { type: 'dummy', addresses } } } } }),
    );
    return plan.steps
      .filter(({ kind }) => kind === 'address')
      .flatMap((step) => listOf(kindOf(step).compare?.(step, state, names)))
      .map(({ why, mend }) => [why, ...(mend ?? []).flatMap((one) => kindOf(one).command(one).join(' '))]);
  };

  it('is as planned', () => {
    expect(differences(true, found(true))).toEqual([]);
    expect(differences(false, found(false))).toEqual([]);
  });

  it('is missing', () =>
    expect(differences(true, found(false))).toEqual([
      [
        "red's d has 192.0.2.9/24 without noprefixroute",
        'ip addr del 192.0.2.9/24 dev d',
        'ip addr add 192.0.2.9/24 dev d noprefixroute',
      ],
    ]));

  it('was not planned', () =>
    expect(differences(false, found(true))).toEqual([
      [
        "red's d has 192.0.2.9/24 with noprefixroute, so without a route to its subnet",
        'ip addr del 192.0.2.9/24 dev d',
        'ip addr add 192.0.2.9/24 dev d',
      ],
    ]));
});
