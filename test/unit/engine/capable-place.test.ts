/** The search for a place with --on auto: which obstacle leads to the VM, and which ends the search. */
import { expect, it } from 'vitest';
import { findCapablePlace } from '../../../src/engine/capable-place.ts';
import { type Obstacle, PlaceCannot } from '../../../src/places/place-cannot.ts';
import { compiled } from '../compiled.ts';

const { plan } = compiled('lab: x');

/** The places that were opened, and the obstacles of the error, if each place has these. */
async function search(obstacles: Readonly<Record<string, Obstacle>>) {
  const opened: string[] = [];
  const caller = { env: {}, cwd: '/', on: 'auto', note: () => undefined };
  const error = await findCapablePlace(plan, 'x', caller, async (spec) => {
    opened.push(spec);
    throw new PlaceCannot(`no ${spec}`, [obstacles[spec] ?? obstacles.usual!]);
  }).catch((reason: unknown) => reason as PlaceCannot);
  return { opened, what: (error as PlaceCannot).obstacles.map(({ what }) => what) };
}

const obstacle = (what: string, kind?: Obstacle['kind']): Obstacle => ({
  ...{ what, why: 'because', todo: 'do it' },
  ...(kind ? { kind } : {}),
});

it.each(['privilege', 'tool'] as const)('a missing %s starts no VM', async (kind) => {
  const { opened, what } = await search({ usual: obstacle('CAP_SYS_ADMIN', kind) });
  expect(opened).toHaveLength(1);
  expect(what).toEqual(['CAP_SYS_ADMIN']);
});

it.each(['kernel', undefined] as const)('after %s the VM is tried, and both reasons remain', async (kind) => {
  const { opened, what } = await search({ usual: obstacle('wireguard', kind), vm: obstacle('qemu') });
  expect(opened).toEqual([expect.any(String), 'vm']);
  expect(what).toEqual(['wireguard', 'qemu']);
});
