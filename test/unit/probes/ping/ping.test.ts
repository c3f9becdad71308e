import { describe, expect, it } from 'vitest';
import { judgePing, type PingExpectation } from '../../../../src/probes/ping/judge.ts';
import { readPing } from '../../../../src/probes/ping/output.ts';

/** Outputs of iputils 20221126, recorded. */
const reply = `PING 192.0.2.130 (192.0.2.130) 56(84) bytes of data.
64 bytes from 192.0.2.130: icmp_seq=1 ttl=63 time=0.258 ms

--- 192.0.2.130 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time 0ms
rtt min/avg/max/mdev = 0.258/0.258/0.258/0.000 ms
`;
const statistics = (line: string, before = '') =>
  `PING 192.0.2.130 (192.0.2.130) 56(84) bytes of data.\n${before}\n--- 192.0.2.130 ping statistics ---\n${line}\n`;
const error = (line: string) =>
  statistics('1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms', `${line}\n`);
const silence = statistics('1 packets transmitted, 0 received, 100% packet loss, time 0ms');
const silence10 = statistics('10 packets transmitted, 0 received, 100% packet loss, time 904ms');
const ten = statistics('10 packets transmitted, 10 received, 0% packet loss, time 904ms');
const partial = statistics(
  '4 packets transmitted, 2 received, 50% packet loss, time 311ms',
  '64 bytes from 192.0.2.130: icmp_seq=2 ttl=63 time=0.057 ms\n64 bytes from 192.0.2.130: icmp_seq=4 ttl=63 time=0.057 ms\n',
);
const twice = statistics(
  '2 packets transmitted, 2 received, +1 duplicates, 0% packet loss, time 202ms',
  '64 bytes from 192.0.2.130: icmp_seq=1 ttl=63 time=0.057 ms\n64 bytes from 192.0.2.130: icmp_seq=1 ttl=63 time=0.073 ms (DUP!)\n',
);
const stranger = reply
  .replace('ttl=63 time=0.258 ms', 'ttl=63 time=0.258 ms (DIFFERENT ADDRESS!)')
  .replace('from 192.0.2.130', 'from 192.0.2.1');

const ok: PingExpectation = { outcome: 'ok' };
const n = (value: number) => ({ min: value, max: value });
const as = (outcome: PingExpectation['outcome']): PingExpectation => ({ outcome });

const cases: readonly [string, string, PingExpectation, number, 'pass' | 'fail', RegExp][] = [
  ['a reply', reply, ok, 1, 'pass', /^a reply$/],
  ['10 of 10', ten, ok, 10, 'pass', /^10 replies$/],
  ['0 of 10 is not 10 of 10', silence10, ok, 10, 'fail', /^none \(10 sent, 0 received\)$/],
  ['10 received is not 0 received', ten, { outcome: 'counted', received: n(0) }, 10, 'fail', /^10 replies$/],
  ['0 received, as expected', silence10, { outcome: 'counted', received: n(0) }, 10, 'pass', /^none/],
  ['1 of 10 expected, 10 came', ten, { outcome: 'counted', received: n(1) }, 10, 'fail', /^10 replies$/],
  ['partial loss is no pass', partial, ok, 4, 'fail', /^2 of 4 replies$/],
  ['partial loss, as expected', partial, { outcome: 'counted', loss: n(50) }, 4, 'pass', /./],
  ['another loss', partial, { outcome: 'counted', loss: n(25) }, 4, 'fail', /^2 of 4/],
  ['fewer sent than asked for', reply, ok, 3, 'fail', /./],
  ['the ttl', reply, { outcome: 'ok', ttl: n(63) }, 1, 'pass', /./],
  ['another ttl', reply, { outcome: 'ok', ttl: n(6) }, 1, 'fail', /^ttl 63$/],
  ['duplicates', twice, ok, 2, 'fail', /duplicates: 1$/],
  ['a reply of somebody else', stranger, ok, 1, 'fail', /192\.0\.2\.1, which is not the destination/],
  [
    'a full neighbor table',
    error('ping: sendmsg: No buffer space available'),
    ok,
    1,
    'fail',
    /neighbor table, which all namespaces share, may be full/,
  ],
  ['silence', silence, as('timeout'), 1, 'pass', /^none \(1 sent, 0 received\)$/],
  ['a reply where silence is expected', reply, as('timeout'), 1, 'fail', /^a reply$/],
  [
    'an error where silence is expected',
    error('From 192.0.2.1 icmp_seq=1 Destination Net Unreachable'),
    as('timeout'),
    1,
    'fail',
    /Net Unreachable, from 192\.0\.2\.1/,
  ],
  ['silence where an error is expected', silence, as('unreachable'), 1, 'fail', /^none/],
  [
    'net unreachable',
    error('From 192.0.2.1 icmp_seq=1 Destination Net Unreachable'),
    as('unreachable'),
    1,
    'pass',
    /./,
  ],
  [
    'host unreachable',
    error('From 192.0.2.2 icmp_seq=1 Destination Host Unreachable'),
    as('unreachable'),
    1,
    'pass',
    /./,
  ],
  [
    'port unreachable, what REJECT says',
    error('From 192.0.2.1 icmp_seq=1 Destination Port Unreachable'),
    as('unreachable'),
    1,
    'pass',
    /./,
  ],
  ['no route here', 'ping: connect: Network is unreachable\n', as('unreachable'), 1, 'pass', /./],
  ['an unreachable route here', 'ping: connect: No route to host\n', as('unreachable'), 1, 'pass', /./],
  ['no route is no silence', 'ping: connect: Network is unreachable\n', as('timeout'), 1, 'fail', /./],
  [
    'a prohibit route here',
    'ping: Do you want to ping broadcast? Then -b. If not, check your local firewall rules\n',
    as('prohibited'),
    1,
    'pass',
    /./,
  ],
  ['packet filtered', error('From 192.0.2.1 icmp_seq=1 Packet filtered'), as('prohibited'), 1, 'pass', /./],
  [
    'host prohibited',
    error('From 192.0.2.1 icmp_seq=1 Destination Host Prohibited'),
    as('prohibited'),
    1,
    'pass',
    /./,
  ],
  [
    'prohibited is not unreachable',
    error('From 192.0.2.1 icmp_seq=1 Packet filtered'),
    as('unreachable'),
    1,
    'fail',
    /./,
  ],
  [
    'too big on the way',
    error('From 192.0.2.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)'),
    { outcome: 'too-big', mtu: n(1400) },
    1,
    'pass',
    /./,
  ],
  [
    'too big here',
    error('ping: local error: message too long, mtu=1500'),
    { outcome: 'too-big', mtu: n(1500) },
    1,
    'pass',
    /./,
  ],
  [
    'too big here, IPv6',
    error('ping: local error: message too long, mtu: 1500'),
    { outcome: 'too-big', mtu: n(1500) },
    1,
    'pass',
    /./,
  ],
  [
    'too big by another MTU',
    error('ping: local error: message too long, mtu=1500'),
    { outcome: 'too-big', mtu: n(150) },
    1,
    'fail',
    /1500/,
  ],
  [
    'the router that says so',
    error('From 192.0.2.1 icmp_seq=1 Time to live exceeded'),
    { outcome: 'refused', error: 'ttl-exceeded', by: { names: ['router'], addresses: ['192.0.2.1'] } },
    1,
    'pass',
    /./,
  ],
  [
    'another router',
    error('From 192.0.2.9 icmp_seq=1 Time to live exceeded'),
    { outcome: 'refused', by: { names: ['router'], addresses: ['192.0.2.1'] } },
    1,
    'fail',
    /192.0.2.9/,
  ],
  [
    'another error',
    error('From 192.0.2.1 icmp_seq=1 Packet filtered'),
    { outcome: 'refused', error: 'ttl-exceeded', by: { names: ['router'], addresses: ['192.0.2.1'] } },
    1,
    'fail',
    /filtered/,
  ],
  [
    'too big, said here and not there',
    error('ping: local error: message too long, mtu=1400'),
    { outcome: 'too-big', mtu: n(1400), by: { names: ['router'], addresses: ['192.0.2.1'] } },
    1,
    'fail',
    /1400/,
  ],
  [
    'a reply where an error is expected',
    reply,
    { outcome: 'refused', by: { names: ['router'], addresses: ['192.0.2.1'] } },
    1,
    'fail',
    /reply/,
  ],
  [
    'ttl exceeded is nothing that was asked for',
    error('From 192.0.2.1 icmp_seq=1 Time to live exceeded'),
    as('unreachable'),
    1,
    'fail',
    /Time to live/,
  ],
];

describe('what ping prints is judged by its numbers', () => {
  it.each(cases)('%s', (_, output, wanted, count, status, saw) => {
    const judged = judgePing(readPing(output, '')!, wanted, count);
    expect([judged.status, judged.saw]).toEqual([status, expect.stringMatching(saw)]);
  });

  it('takes nothing for a ping that is none', () => {
    expect(readPing('', 'nsenter: cannot open /run/netns/x: No such file or directory')).toBeUndefined();
    expect(readPing('PING 192.0.2.130 (192.0.2.130) 56(84) bytes of data.\n', '')).toBeUndefined();
  });
});
