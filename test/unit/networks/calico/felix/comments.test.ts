/**
 * The comments of felix's rules, compared with those of real nodes. A comment is a hash of its chain up to the rule, so
 * equal comments mean equal rules. The rules are in the public dump of an AKS node in github.com/projectcalico/calico
 * issues and of https://github.com/projectcalico/felix/pull/2606; these chains did not change up to v3.29.
 */
import { describe, expect, it } from 'vitest';
import { comments } from '../../../../../src/networks/calico/felix/comment.ts';
import { felix } from '../../../../../src/networks/calico/felix/felix.ts';
import { rule } from '../../../../../src/networks/calico/felix/rule.ts';
import { nat } from '../../../../../src/networks/calico/nat.ts';
import { none } from '../../../../../src/networks/calico/none.ts';

const interfaces = ['112d888c0c2', '26cecacb712', '55f439ddb0e', '9d7310e16e7', 'c5a1f1aa0ed', 'f6abb148530'];
const pods = interfaces.map((name) => ({
  ...{ node: 'n', name: `pod-${name}`, namespace: 'kube-system', interface: `cali${name}` },
  ...{ address: '10.244.0.2', labels: {} },
}));
const { iptables } = felix('n', pods, [], undefined);
const lines = [...iptables, ...(nat('10.244.0.0/16', true, none).iptables as readonly unknown[])].map(
  (line) => (line as { rule: string }).rule,
);
/** The hashes of the rules of one chain. */
const hashes = (start: string) =>
  lines.filter((line) => line.startsWith(`${start} `)).map((line) => /"cali:([\w-]{16})"/.exec(line)?.[1]);

describe('a node without a tunnel has the comments of a real one', () => {
  it.each([
    ['-I INPUT', ['Cz_u1IQiXIMmKD4c']],
    ['-I FORWARD', ['wUHhoiAYhphO9Mso']],
    ['-I OUTPUT', ['tVnHkvAo15HuiPy0']],
    ['-A FORWARD', ['S93hcgKJrXEqnTfs', 'mp77cMpurHhyjLrM']],
    [
      '-A cali-FORWARD',
      [
        ...['vjrMJCRpqwy5oRoX', 'A_sPAO0mcxbT9mOV', '8ZoYfO5HKXWbB3pk'],
        ...['jdEuaPBe14V2hutn', '12bc6HljsMKsmfr-', 'NOSxoaGx8OIstr1z'],
      ],
    ],
    [
      '-A cali-INPUT',
      [
        ...['FewJpBykm9iJ-YNH', 'hder3ARWznqqv8Va', 'xgOu2uJft6H9oDGF'],
        ...['_-d-qojMfHM6NwBo', 'LqmE76MP94lZTGhA'],
      ],
    ],
    [
      '-A cali-OUTPUT',
      [
        ...['Mq1_rAdXXH3YkrzW', '69FkRTJDvD5Vu6Vl', 'Fskumj4SGQtDV6GC'],
        ...['1F4VWEsQu0QbRwKf', 'm8Eqm15x1MjD24LD'],
      ],
    ],
    [
      '-A cali-from-wl-dispatch',
      [
        ...['887K6j2m0yTxV8XZ', '-1f18nv9_J5o_MPL', 'X28EvX2q55aZM8gM', 'CxKCBaJmNdZnWGOY'],
        ...['ZPC1pWieGIBIr5A7', 'xDvXvF5yVFq7Y1QJ', 'FUqQW1upEuPXcL7s'],
      ],
    ],
    [
      '-A cali-to-wl-dispatch',
      [
        ...['2HgECeqPiWlvDcYF', 'qItgN3WleQpIBiyv', '_Ru9douyhVpAz36r', 'D9Su0ifqHghdWNA-'],
        ...['yXvE2mPsXdk4a0va', 'bHXL9zWxzC6IixEY', 'XGNeZ7jL7MJ6PeId'],
      ],
    ],
    ['-A cali-pri-kns.kube-system', ['J1TyxtHWd0qaBGK-']],
    ['-A cali-pro-kns.kube-system', ['tgOR2S8DVHZW3F1M']],
    ['-t nat -A cali-PREROUTING', ['r6XmIziWUJsdOK6Z']],
    ['-t nat -I PREROUTING', ['6gwbT8clXdHdC1b1']],
  ])('%s', (chain, expected) => {
    expect(hashes(chain)).toEqual(expected);
  });
});

it('a node with VXLAN has the comments of a real one', () => {
  const rules = (felix('n', pods, [], 'vxlan.calico').iptables as readonly { rule: string }[]).map(
    ({ rule: text }) => text,
  );
  expect(rules).toContain(
    '-A cali-INPUT -i cali+ -m comment --comment "cali:H03xYXARh4e8pwd4" -g cali-wl-to-host',
  );
  expect(rules).toContain(
    '-A cali-wl-to-host -m comment --comment "cali:Ee9Sbo10IpVujdIY" -j cali-from-wl-dispatch',
  );
});

it('a chain of a pod, with the rules that its real node had', () => {
  const clear = (mark: string, comment?: string) => rule(`-j MARK --set-xmark 0x0/${mark}`, '', comment);
  const returned = (what: string) =>
    rule('-m mark --mark 0x10000/0x10000 -j RETURN', '', `Return if ${what} accepted`);
  const policy = (name: string) => rule(`-m mark --mark 0x0/0x20000 -j cali-po-${name}`, '');
  const rules = [
    rule('-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', ''),
    rule('-m conntrack --ctstate INVALID -j DROP', ''),
    clear('0x10000'),
    rule(
      '-p 17 -m multiport --dports 4789 -j DROP',
      '',
      'Drop VXLAN encapped packets originating in workloads',
    ),
    rule('-p 4 -j DROP', '', 'Drop IPinIP encapped packets originating in workloads'),
    clear('0x20000', 'Start of policies'),
    policy('_j5sVgQTfF-APgMw0kN9'),
    returned('policy'),
    policy('_rWDSk9LLgWIl_lpnJE2'),
    returned('policy'),
    rule('-m mark --mark 0x0/0x20000 -j DROP', '', 'Drop if no policies passed packet'),
    rule('-j cali-pro-kns.kube-system', ''),
    returned('profile'),
    rule('-j cali-pro-_b-WIgmNvlBH1FuEYm2', ''),
    returned('profile'),
    rule('-j DROP', '', 'Drop if no profiles matched'),
  ];
  expect(comments('cali-fw-cali9d7310e16e7', rules).map((text) => text.slice('cali:'.length))).toEqual([
    ...['Svp_OJ4-NFXj_B8K', 'nyQj9UO25NH8L91w', 'RYrRXYPy-bhkqZ-v', '244AYDVC8bA30rX3', 'adfSwi8QUHxkHNtG'],
    ...['8ADQ8Jzsc-6WWcVp', 'ONY2yOu2M6VeLD-L', 'mkYWmkL7qJzTAXcD', 'tO374XarJJbFkIdj', 'Vlfk-qZzqVB0aHTn'],
    ...['d8bepK0owvYXNWJy', 'F3NrglzuI76G0nM_', 'YqHk_-9O3SuoCVZ4', 'LcVVg5nKr902xohB', 'Zs4cI2CEM04i7uaR'],
    '_Ab2B_z60B_QKCV-',
  ]);
});
