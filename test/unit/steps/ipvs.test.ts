// Findings about IPVS, from what ipvsadm 1.31 printed.
import { expect, test } from 'vitest';
import type { Step } from '../../../src/model/plan.ts';
import type { NodeState } from '../../../src/state/state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { commandOf, kindOf } from '../../../src/steps/index.ts';
import { ipvsService } from '../../../src/steps/ipvs-service.ts';
import { ipvsPart } from '../../../src/steps/ipvs-table.ts';
import { compiled, withRed } from '../compiled.ts';

const saved = `-A -t 192.0.2.1:80 -s rr -p 300 -M 255.255.255.0
-a -t 192.0.2.1:80 -r 192.0.2.2:8080 -m -w 1
-a -t 192.0.2.1:80 -r 192.0.2.3:80 -i -w 1 --tun-type ipip
-A -u [2001:db8::1]:53 -s wlc
-A -f 7 -s wlc
-A -f 8 -6 -s sh
Timeout (tcp tcpfin udp): 600 120 300
`;
const { plan } = compiled(
  withRed({
    ipvs: {
      timeouts: { tcp: 600 },
      services: [
        {
          ...{ address: '192.0.2.1', port: 80, scheduler: 'rr', persistence: 300, mask: 24 },
          servers: [
            { address: 'blue', port: 8080, forwarding: 'masq' },
            { address: '192.0.2.3', forwarding: 'tunnel' },
          ],
        },
        { address: '2001:db8::1', protocol: 'udp', port: 53 },
        { mark: 7 },
        { mark: 8, family: 'ipv6', scheduler: 'sh' },
      ],
    },
  }),
);
const own = plan.steps.filter(({ id }) => id.startsWith('red/ipvs/'));
const names = { mac: (mac: string) => mac, address: (address: string) => address };

const found = (text: string, steps: readonly Step[] = own) => {
  const node = {
    node: 'red',
    exists: true,
    parts: new Map([['ipvs', ipvsPart.read(text)]]),
  } as unknown as NodeState;
  return [
    ...steps.flatMap((step) => listOf(kindOf(step).compare?.(step, node, names))),
    ...listOf(ipvsService.extra?.(node, steps)),
  ].map(({ why, mend, extra }) => [
    why,
    ...(mend ?? extra?.remove ?? []).map((step) => commandOf(step).join(' ')),
    ...(extra?.foreign ? ['foreign'] : []),
  ]);
};

test('as planned', () => {
  expect(found(saved)).toEqual([]);
});

test.each([
  [
    '-s rr',
    '-s wlc',
    [
      "red's virtual service TCP 192.0.2.1:80 has -s wlc -p 300 -M 255.255.255.0 and should have -s rr -p 300 -M 255.255.255.0",
      'ipvsadm -E -t 192.0.2.1:80 -s rr -p 300 -M 255.255.255.0',
    ],
  ],
  [
    '-m -w 1',
    '-g -w 1',
    [
      "the server 192.0.2.2:8080 of red's virtual service TCP 192.0.2.1:80 has -g -w 1 and should have -m -w 1",
      'ipvsadm -e -t 192.0.2.1:80 -r 192.0.2.2:8080 -m -w 1',
    ],
  ],
  [
    '-a -t 192.0.2.1:80 -r 192.0.2.2:8080 -m -w 1\n',
    '',
    ["red's virtual service TCP 192.0.2.1:80 has no server 192.0.2.2 with port 8080"],
  ],
  ['-A -f 7 -s wlc\n', '', ['red has no virtual service FWM 7']],
  [
    '600 120 300',
    '900 120 300',
    [
      "red's timeouts of IPVS (TCP, TCP after FIN, UDP) are 900 120 300 and should be 600 120 300",
      'ipvsadm --set 600 120 300',
    ],
  ],
  [
    '-A -f 7 -s wlc\n',
    '-A -f 7 -s wlc\n-a -f 7 -r 192.0.2.9:0 -g -w 1\n',
    [
      "red's virtual service -f 7 has a server that no step added: 192.0.2.9:0",
      'ipvsadm -d -f 7 -r 192.0.2.9:0',
    ],
  ],
  [
    '-A -f 8 -6',
    '-A -t 192.0.2.1:81 -s rr\n-A -f 8 -6',
    ['red has a virtual service that no step made: -t 192.0.2.1:81', 'ipvsadm -D -t 192.0.2.1:81'],
  ],
])('%s becomes %s', (from, to, finding) => {
  expect(found(saved.replace(from, to))).toEqual([finding]);
});

test('a service in a node without IPVS in its plan is probably of a program', () => {
  expect(found('-A -t 192.0.2.1:81 -s rr\n', [])).toEqual([
    ['red has a virtual service that no step made: -t 192.0.2.1:81', 'ipvsadm -D -t 192.0.2.1:81', 'foreign'],
  ]);
});

test('a difference has one line for each thing', () => {
  const lines = ipvsPart.lines(ipvsPart.read(saved), own);
  expect(lines).toHaveLength(7);
  expect(lines.map(ipvsPart.difference.key)).toEqual([
    ...['-A -t 192.0.2.1:80', '-a -t 192.0.2.1:80 -r 192.0.2.2:8080', '-a -t 192.0.2.1:80 -r 192.0.2.3:80'],
    ...['-A -u [2001:db8::1]:53', '-A -f 7', '-A -f 8 -6', '--set'],
  ]);
  expect(ipvsPart.lines(ipvsPart.read('Timeout (tcp tcpfin udp): 900 120 300'), own)).toEqual([]);
});
