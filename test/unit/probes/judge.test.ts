/** Judgements that need no network: routes, rows, flows, rules, connection tracking, JSON. */
import { describe, expect, it } from 'vitest';
import { splitArgv } from '../../../src/base/argv.ts';
import { ruleParts } from '../../../src/base/iptables-rule.ts';
import { readCounters } from '../../../src/probes/capture/counters.ts';
import { readEntries } from '../../../src/probes/conntrack-entry.ts';
import { judgeFlow } from '../../../src/probes/flow/judge.ts';
import { difference } from '../../../src/probes/json-part.ts';
import { readRoute, refusal } from '../../../src/probes/route.ts';
import { findRule } from '../../../src/probes/rule-counter.ts';
import { judgeRows } from '../../../src/probes/show.ts';

const outcome = (exit: number, stderr: string) => ({ exit, stdout: '', stderr, timedOut: false });

describe('route', () => {
  it('reads the answers that are refusals', () => {
    const types = ['No route to host', 'Network is unreachable', 'Invalid argument', 'Permission denied'].map(
      (text) => refusal(outcome(2, `RTNETLINK answers: ${text}\n`))?.[0]?.type,
    );
    expect(types).toEqual(['unreachable', 'unreachable', 'blackhole', 'prohibit']);
    expect(refusal(outcome(2, 'Error: inet address is expected rather than "x".'))).toBeUndefined();
  });

  it('compares facts', () => {
    const row = readRoute({
      type: 'unicast',
      dst: '192.0.2.130',
      gateway: '192.0.2.1',
      dev: 'eth0',
      table: 'main',
      prefsrc: '192.0.2.2',
    });
    expect(judgeRows([row], { via: { any: ['192.0.2.9', '192.0.2.1'] }, dev: 'eth0' }).status).toBe('pass');
    expect(judgeRows([row], { via: { any: ['192.0.2.9'] }, dev: 'eth0' })).toEqual({
      status: 'fail',
      saw: 'via 192.0.2.1',
    });
    expect(judgeRows([row], { mtu: '1400' })).toEqual({ status: 'fail', saw: 'mtu none' });
    expect(judgeRows([], { dev: 'eth0' })).toEqual({ status: 'fail', saw: 'none' });
  });
});

describe('flows', () => {
  const same = (text: string) => text;
  const flow = { id: '0', outcome: 'ok', by: 'web1', saw: '10.0.0.1', status: 200, body: 'hello' };
  it.each([
    [flow, { outcome: 'ok' }, 'pass'],
    [flow, { outcome: 'ok', by: ['web1', 'web2'] }, 'pass'],
    [flow, { outcome: 'ok', by: ['web2'] }, 'fail'],
    [flow, { outcome: 'ok', saw: { address: '10.0.0.2', name: 'x' } }, 'fail'],
    [flow, { outcome: 'ok', body: 'hell' }, 'pass'],
    [flow, { outcome: 'ok', body: 'heaven' }, 'fail'],
    [flow, { outcome: 'timeout' }, 'fail'],
    [{ ...flow, status: 503 }, { outcome: 'ok' }, 'fail'],
    [{ ...flow, status: 503 }, { outcome: 'ok', status: { min: 503, max: 503 } }, 'pass'],
    [{ ...flow, location: 'http://a/' }, { outcome: 'ok', location: ['http://b/', 'http://a/'] }, 'pass'],
    [{ ...flow, location: 'http://a/b' }, { outcome: 'ok', location: ['http://a/'] }, 'fail'],
    [flow, { outcome: 'ok', location: ['http://a/'] }, 'fail'],
    [{ id: '0', outcome: 'not-followed', status: 302 }, { outcome: 'ok' }, 'fail'],
    [{ id: '0', outcome: 'ok' }, { outcome: 'ok', by: ['web1'] }, 'fail'],
    [{ id: '0', outcome: 'timeout' }, { outcome: 'timeout' }, 'pass'],
    [{ id: '0', outcome: 'refused' }, { outcome: 'timeout' }, 'fail'],
    [{ id: '0', outcome: 'error', error: 'EINVAL' }, { outcome: 'timeout' }, 'error'],
  ] as const)('%j expected as %j: %s', (result, wanted, status) => {
    expect(judgeFlow(result, wanted, same).status).toBe(status);
  });
});

const parts = (line: string) => ruleParts((splitArgv(line) as { argv: string[] }).argv);

describe('an iptables rule is the same as typed and as saved', () => {
  it.each([
    [
      '-s 10.0.0.1 -d 10.0.0.5/24 -j REJECT',
      '-s 10.0.0.1/32 -d 10.0.0.0/24 -j REJECT --reject-with icmp-port-unreachable',
    ],
    ['--protocol tcp --dport 80 -j ACCEPT', '-p tcp -m tcp --dport 80 -j ACCEPT'],
    ['-j MARK --set-mark 0x4000', '-j MARK --set-xmark 0x4000/0xffffffff'],
    ['-j MARK --or-mark 16384', '-j MARK --set-xmark 0x4000/0x4000'],
    ['-m mark --mark 0x4000/0x4000 -j RETURN', '-m mark --mark 0x4000/0x4000 -j RETURN'],
    [
      '-m statistic --mode random --probability 0.333333 -j X',
      '-m statistic --mode random --probability 0.33333300008 -j X',
    ],
    [
      '-m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
      '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ],
    ['! -o eth0 -s 10.0.0.0/8 -j MASQUERADE', '-s 10.0.0.0/8 ! -o eth0 -j MASQUERADE'],
    ['-p tcp --syn -j DROP', '-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP'],
    ['-m comment --comment "a b" -j ACCEPT', '-m comment --comment "a b" -j ACCEPT'],
  ])('%s', (typed, saved) => expect(parts(typed)).toEqual(parts(saved)));

  it.each([
    ['-o eth0 -j ACCEPT', '! -o eth0 -j ACCEPT'],
    ['-s 10.0.0.0/8 -j ACCEPT', '-d 10.0.0.0/8 -j ACCEPT'],
    ['-m mark --mark 1', '-m mark --mark 1/1'],
  ])('%s is not %s', (a, b) => expect(parts(a)).not.toEqual(parts(b)));

  const stdout =
    '*nat\n:POSTROUTING ACCEPT [0:0]\n[3:252] -A POSTROUTING -s 10.0.0.0/8 -j RETURN\n[1:84] -A POSTROUTING -s 10.0.0.0/8 ! -o eth0 -j MASQUERADE\nCOMMIT\n';
  it.each([
    ['-s 10.0.0.0/8 -j RETURN', [3]],
    ['-j MASQUERADE', [1]],
    ['-s 10.0.0.0/8', [3, 1]],
    ['-s 10.0.0.0/9', []],
  ])('%s is found', (typed, packets) => {
    const found = findRule({ stdout }, { chain: 'POSTROUTING', parts: parts(typed) });
    expect(found.map((rule) => rule.packets)).toEqual(packets);
  });
});

describe('connection tracking', () => {
  it('reads both directions of a flow that NAT changed', () => {
    const [flow] = readEntries(
      'ipv4     2 icmp     1 29 src=192.0.2.2 dst=192.0.2.130 type=8 code=0 id=20001 src=192.0.2.130 dst=192.0.2.129 type=0 code=0 id=49749 mark=0 zone=0 use=2\n',
    );
    expect(flow).toEqual({
      facts: {
        proto: 'icmp',
        src: '192.0.2.2',
        dst: '192.0.2.130',
        'reply-src': '192.0.2.130',
        'reply-dst': '192.0.2.129',
        mark: '0',
        zone: '0',
      },
      marks: [20001, 49749],
    });
    const [tcp] = readEntries(
      'ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 sport=1 dport=80 src=10.0.0.3 dst=10.0.0.1 sport=8080 dport=1 [ASSURED] mark=0 use=2',
    );
    expect(tcp?.facts).toMatchObject({
      state: 'ESTABLISHED',
      dport: '80',
      'reply-src': '10.0.0.3',
      'reply-sport': '8080',
    });
  });
});

describe('a part of JSON', () => {
  it.each([
    [{ a: '1' }, { a: 1, b: 2 }, undefined],
    [{ a: '1' }, { a: 2 }, 'a is 2'],
    [{ a: { b: 'x' } }, { a: {} }, 'a.b is missing'],
    [[{ n: 'x' }], [{ n: 'y' }, { n: 'x' }], undefined],
    [[{ n: 'x' }], [], 'the output has no item {"n":"x"}'],
    [{ a: null }, { a: 'null' }, 'a is "null"'],
    [{ a: '' }, { a: null }, 'a is null'],
  ])('%j in %j: %s', (wanted, actual, expected) => expect(difference(wanted, actual, '')).toBe(expected));
});

describe("tcpdump's counters", () => {
  it('tell what it wrote and what it lost', () => {
    const counters = (...lines: readonly string[]) => readCounters(['tcpdump: listening on eth0', ...lines]);
    const [captured, filtered] = ['2 packets captured', '5 packets received by filter'];
    expect(counters(captured, filtered, '0 packets dropped by kernel')).toEqual({ captured: 2, dropped: 0 });
    expect(counters('1 packet captured', filtered, '1 packet dropped by kernel')).toEqual({
      captured: 1,
      dropped: 1,
    });
    expect(
      counters(captured, '648 packets dropped by kernel', '2 packets dropped by interface'),
    ).toMatchObject({ dropped: 650 });
  });

  it('are none before it has printed them all', () => {
    expect(readCounters(['tcpdump: listening on eth0'])).toBeUndefined();
    expect(readCounters(['2 packets captured', '5 packets received by filter'])).toBeUndefined();
  });
});
