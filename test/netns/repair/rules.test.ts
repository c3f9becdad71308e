/** Routing rules of one priority: the kernel keeps the order of the lab, and repair puts it back. */
import { execaSync } from 'execa';
import { expect, it } from 'vitest';
import { json, whileUp, written } from '../../labs/build.ts';
import { isWhole, whole } from '../../labs/repaired.ts';

const { plan } = written(`
lab: rules
about: A router with several routing rules of one priority, as container networks have.
nodes:
  a:
    routing-policy:
      - { priority: 100, from: 192.0.2.8/29, table: 7 }
      - { priority: 100, from: 192.0.2.0/24, table: main }
      - { priority: 100, table: 8 }
      - { priority: 100, mark: 4, type: prohibit }
      - { priority: 200, from: 192.0.2.0/24, table: 9 }
      - { priority: 100, to: "2001:db8:1::/64", table: 7 }
      - { priority: 100, to: "2001:db8::/32", table: main }
  b: {}
links: [{ endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify: [{ ping: { from: a, to: b } }]
`);

const order = async (...family: readonly string[]) =>
  ((await json(plan, 'a', 'ip', '-j', ...family, 'rule')) as { priority: number; table?: string }[])
    .filter(({ priority }) => priority === 100)
    .map(({ table = 'prohibit' }) => table);

/** Each with the number of repairs. */
const changes = [
  ['nothing', 'true', 0],
  ['the first one is missing', 'ip rule del prio 100 from 192.0.2.8/29', 1],
  ['the last one is missing', 'ip rule del prio 100 fwmark 4', 1],
  ['two are missing', 'ip rule del prio 100; ip rule del prio 100', 1],
  ['all are missing', 'for i in 1 2 3 4; do ip rule del prio 100; done', 1],
  [
    'another order',
    'ip rule del prio 100 from 192.0.2.8/29; ip rule add prio 100 from 192.0.2.8/29 table 7',
    1,
  ],
  [
    'another table',
    'ip rule del prio 100 from 192.0.2.0/24; ip rule add prio 100 from 192.0.2.0/24 table 9',
    1,
  ],
  ['another action', 'ip rule del prio 100 fwmark 4; ip rule add prio 100 fwmark 4 blackhole', 1],
  ['one more', 'ip rule add prio 100 from 192.0.2.4 table 7', 1],
  ['one more that selects a protocol', 'ip rule add prio 100 from 192.0.2.8/29 ipproto udp table 7', 1],
  [
    'two more beside the only one',
    'ip rule add prio 200 fwmark 3/0xff table 9; ip rule add prio 200 from 198.51.100.0/24 table 9',
    2,
  ],
  ['IPv6', 'ip -6 rule del prio 100', 1],
] as const;

it('each change is repaired, in the same order', async () => {
  await whileUp(plan, async () => {
    expect(await order()).toEqual(['7', 'main', '8', 'prohibit']);
    expect(await order('-6')).toEqual(['7', 'main']);
    const before = await whole(plan);
    const repairs: (readonly [string, number])[] = [];
    for (const [what, command] of changes) {
      execaSync('ip', ['netns', 'exec', 'rules.a', 'sh', '-ec', command]);
      repairs.push([what, await isWhole(what, plan, before)]);
    }
    expect(repairs).toEqual(changes.map(([what, , number]) => [what, number]));
  });
});
