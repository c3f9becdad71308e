import { describe, expect, it } from 'vitest';
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
