import { expect, it } from 'vitest';
import { lateBaseline } from '../../../src/apply/late-baseline.ts';
import type { Step } from '../../../src/model/plan.ts';
import type { RunStep } from '../../../src/steps/run.ts';
import { node, plan, run, sysctl } from '../../netns/apply/plans.ts';

const setting = (at: string, key: string): Step => ({ ...sysctl(at, key, '0'), stage: 'baseline' });
const pair: RunStep = {
  ...run('links', 'hub', 'ip link add p type veth peer name eth0.7 netns l.pod'),
  makes: { node: 'pod', interface: 'eth0.7' },
};
const inPod = [
  setting('pod', 'net.ipv6.conf.default.accept_ra'),
  setting('pod', 'net.ipv4.ip_forward'),
  run('baseline', 'pod', 'ip link set lo up'),
];
const up = run('ports', 'pod', 'ip link set eth0.7 up');

/** The baseline steps of `pod` that run late, as words. */
function late(...more: readonly Step[]) {
  const built = plan('l', [node('l', 'hub'), node('l', 'pod')], [...inPod, ...more]);
  const runs = lateBaseline(built);
  return built.steps.flatMap((step) =>
    (runs(step) ?? []).map((one) => (one.kind === 'sysctl' ? one.key : one.id)),
  );
}

it('waits where others make all that comes first, and gives it to what came', () => {
  expect(late(pair, up)).toEqual([
    'net.ipv6.conf.default.accept_ra',
    'net.ipv6.conf.eth0/7.accept_ra',
    'net.ipv4.ip_forward',
    'pod/ip_link_set_lo_up',
  ]);
});

it('leaves only loopback for later where the node makes a link itself, which may come up at once', () => {
  expect(late(pair, up, run('links', 'pod', 'ip link add x up type veth peer name y'))).toEqual([
    'pod/ip_link_set_lo_up',
  ]);
});

it.each([
  ['a bridge, which others put ports into', [up, run('bridges', 'pod', 'ip link add br0 type bridge')]],
  ['no process of its own later', []],
])('leaves nothing for later where the node has %s', (_, more) => {
  expect(late(pair, ...more)).toEqual([]);
});
