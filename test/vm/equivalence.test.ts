/** Labs that most kernels cannot run are the same in the VM, however they are built. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { differences } from '../../src/drift/comparable.ts';
import { compile } from '../../src/engine/compile.ts';
import { labsFolder } from '../../src/engine/find-lab.ts';
import type { Place } from '../../src/model/place.ts';
import { kindOf } from '../../src/places/index.ts';
import { without } from '../../src/plan/without.ts';
import { all, seed } from '../labs/sample.ts';
import { sameAsPrinted, sameHoweverBuilt, stateAfterUp } from '../labs/states.ts';
import { labsOfTheVm } from '../labs/where.ts';
import { describeVm } from './guest.ts';

describeVm(`built by up, by the printed script and shuffled, NETLAB_SEED=${seed}`, () => {
  let place: Place;
  beforeAll(async () => {
    place = await kindOf('vm')!.open('vm', { env: process.env, note: () => undefined });
    // These put devices into every namespace, from their first use on: every build is to find them there.
    const types =
      'for t in ipip gre gretap sit; do ip link add t0 type $t remote 127.0.0.1; ip link del t0; done';
    await place.script(`unshare --net sh -c '${types}'`, { timeout: 600_000 });
    // systemd's value: a new namespace and new interfaces copy the host's settings.
    await rpFilter(2);
  });
  afterAll(() => rpFilter(0));

  const rpFilter = async (value: number) =>
    expect(
      await place.script(`echo ${value} >/proc/sys/net/ipv4/conf/default/rp_filter`, { timeout: 60_000 }),
    ).toMatchObject({ exit: 0 });

  const everything = () => {
    const file = `${import.meta.dirname}/everything.yaml`;
    return compile(readFileSync(file), file, [], file).plan;
  };

  // Under emulation, to read a state takes as long as to build it.
  it('everything is the same', () => (all ? sameHoweverBuilt : sameAsPrinted)(everything(), place));

  it.runIf(all)('is another state when a VLAN of a port is left out (only with --all)', async () => {
    const plan = everything();
    const built = await stateAfterUp(plan, place);
    for (const id of ['switch/vlan/trunk/10', 'switch/vlan/br0/10'])
      expect(differences(built, await stateAfterUp(without(plan, id), place)), id).not.toEqual([]);
  });

  // `everything` contains their parts.
  it.runIf(all).each(labsOfTheVm)('%s is the same (only with --all)', async (name) => {
    const file = `${labsFolder()}/${name}/lab.yaml`;
    await sameHoweverBuilt(compile(readFileSync(file), file, [], file).plan, place);
  });
});
