/** The printed commands of `qdisc` of an interface. A kernel has taken all of them: Linux 6.18 here, or Debian's in the VM. */
import { describe, expect, it, test } from 'vitest';
import { compiled, faultsOf, printed, withRed } from '../../compiled.ts';

const withQdisc = (qdisc: unknown) => withRed({ interfaces: { eth0: { qdisc } } });
/** Without `tc -n x.red`, and without `dev eth0`. */
const commands = (qdisc: unknown) =>
  ['red/qdisc', 'red/class', 'red/filter']
    .flatMap((id) => printed(withQdisc(qdisc), id))
    .map((line) => line.replace('tc -n x.red ', '').replace(' dev eth0', ''));

describe('a qdisc at the root', () => {
  test.each([
    [
      { kind: 'tbf', rate: '8mbit', burst: '16kb', latency: '50ms' },
      'handle 1: tbf rate 8mbit burst 16kb latency 50ms',
    ],
    [
      { kind: 'tbf', handle: '0a:', rate: '8kbit', burst: '2k', limit: '10kb' },
      'handle a: tbf rate 8kbit burst 2k limit 10kb',
    ],
    [{ kind: 'pfifo' }, 'handle 1: pfifo'],
    [{ kind: 'bfifo', limit: 5000 }, 'handle 1: bfifo limit 5000'],
    [
      {
        kind: 'netem',
        delay: '100ms',
        jitter: '10ms',
        loss: '20%',
        duplicate: '1%',
        reorder: '25%',
        limit: 10,
      },
      'handle 1: netem limit 10 delay 100ms 10ms loss 20% duplicate 1% reorder 25%',
    ],
    [{ kind: 'netem', corrupt: '0.1%', rate: '1.5mbit' }, 'handle 1: netem corrupt 0.1% rate 1.5mbit'],
    [
      { kind: 'fq_codel', limit: 100, flows: 16, target: '5ms', interval: '100ms', ecn: false },
      'handle 1: fq_codel limit 100 flows 16 target 5ms interval 100ms noecn',
    ],
    [{ kind: 'sfq', limit: 100, perturb: 10 }, 'handle 1: sfq limit 100 perturb 10'],
  ])('%j', (root, line) => expect(commands({ root })).toEqual([`qdisc add root ${line}`]));

  it('may hold a queue', () =>
    expect(commands({ root: { kind: 'netem', delay: '10ms', qdisc: { kind: 'pfifo', limit: 5 } } })).toEqual([
      'qdisc add root handle 1: netem delay 10ms',
      'qdisc add parent 1:1 handle 10: pfifo limit 5',
    ]));

  it('may be prio, with queues of its bands', () =>
    expect(
      commands({
        root: {
          kind: 'prio',
          qdiscs: { '1:2': { kind: 'sfq' }, '1:3': { kind: 'pfifo', handle: '7' } },
          filters: [{ kind: 'flower', dst: 'blue', 'ip-protocol': 'tcp', dport: 22, flowid: '1:1' }],
        },
      }),
    ).toEqual([
      'qdisc add root handle 1: prio bands 3',
      'qdisc add parent 1:2 handle 20: sfq',
      'qdisc add parent 1:3 handle 7: pfifo',
      'filter add parent 1: protocol ip prio 1 flower ip_proto tcp dst_ip 192.0.2.2 dst_port 22 flowid 1:1',
    ]));
});

const htb = {
  kind: 'htb',
  default: '1:20',
  classes: {
    '1:20': { parent: '1:1', rate: '3mbit', ceil: '10mbit', burst: '15kb', cburst: '2kb', prio: 2 },
    '1:1': { rate: '10mbit' },
    '1:10': { parent: '1:1', rate: '7mbit', qdisc: { kind: 'fq_codel' } },
  },
};

describe('htb', () => {
  it('makes a class after its parent, then queues, then filters', () => {
    const { plan } = compiled(withQdisc({ root: { ...htb, filters: [{ flowid: '1:10' }] } }));
    const steps = plan.steps.filter((step) => step.kind === 'tc');
    expect(steps.map(({ id }) => id)).toEqual([
      'red/qdisc/eth0/1:',
      'red/class/eth0/1:1',
      'red/class/eth0/1:20',
      'red/class/eth0/1:10',
      'red/qdisc/eth0/10:',
      'red/filter/eth0/1:/flowid 1:10',
    ]);
  });
  it('needs the features of all its parts', () =>
    expect(
      compiled(withQdisc({ root: { ...htb, filters: [{ flowid: '1:10' }] } })).plan.requires,
    ).toMatchObject({
      tools: expect.arrayContaining(['tc']),
      kernel: expect.arrayContaining(['cls_u32', 'fq_codel', 'htb']),
    }));
  it('has words for its classes', () =>
    expect(commands({ root: htb })).toContain(
      'class add parent 1:1 classid 1:20 htb rate 3mbit ceil 10mbit burst 15kb cburst 2kb prio 2',
    ));
  it.each([
    ['79kbit', ' quantum 1000'],
    ['80kbit', ''],
    ['16mbit', ''],
    ['17mbit', ' quantum 200000'],
    ['10gbit', ' quantum 200000'],
  ])('has the quantum for %s for which the kernel does not warn', (rate, words) =>
    expect(commands({ root: { kind: 'htb', classes: { '1:10': { rate } } } })).toContain(
      `class add parent 1: classid 1:10 htb rate ${rate}${words}`,
    ),
  );
  it('has at most eight levels', () => {
    const classes = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [
        `1:${i + 1}`,
        { rate: '1mbit', ...(i > 0 ? { parent: `1:${i}` } : {}) },
      ]),
    );
    expect(faultsOf(withQdisc({ root: { kind: 'htb', classes } }))).toEqual([
      'class-depth: class 1:9 has 8 classes above it, the maximum is 7',
    ]);
  });
});

describe('filters', () => {
  const action = 'action mirred egress mirror dev lo';
  test.each([
    [{}, `all prio 1 u32 match u32 0 0 ${action}`],
    [{ kind: 'matchall', prio: 9 }, `all prio 9 matchall ${action}`],
    [
      { src: 'blue', dst: 'self:eth0' },
      `ip prio 1 u32 match ip src 192.0.2.2/32 match ip dst 192.0.2.1/32 ${action}`,
    ],
    [
      { 'ip-protocol': 'udp', sport: 53, dport: 5001 },
      `ip prio 1 u32 match ip protocol 17 0xff match ip sport 53 0xffff match ip dport 5001 0xffff ${action}`,
    ],
    [
      { dst: '2001:db8::2', 'ip-protocol': 'tcp', dport: 80 },
      `ipv6 prio 1 u32 match ip6 dst 2001:db8::2/128 match ip6 protocol 6 0xff match ip6 dport 80 0xffff ${action}`,
    ],
    [
      { kind: 'flower', src: '2001:db8::2', 'ip-protocol': 'icmpv6' },
      `ipv6 prio 1 flower ip_proto icmpv6 src_ip 2001:db8::2 ${action}`,
    ],
  ])('%j', (filter, line) =>
    expect(commands({ ingress: [{ ...filter, mirror: 'lo' }] })).toEqual([
      'qdisc add clsact',
      `filter add ingress protocol ${line}`,
    ]),
  );
  it('of both directions have priorities of their own', () =>
    expect(
      commands({
        ingress: [{ dst: 'blue', police: { rate: '8mbit', burst: '20kb' } }],
        egress: [{ redirect: 'lo' }],
      }),
    ).toEqual([
      'qdisc add clsact',
      'filter add ingress protocol ip prio 1 u32 match ip dst 192.0.2.2/32 action police rate 8mbit burst 20kb conform-exceed drop',
      'filter add egress protocol all prio 2 u32 match u32 0 0 action mirred egress redirect dev lo',
    ]));
  it('that are the same are refused', () =>
    expect(faultsOf(withQdisc({ ingress: [{ mirror: 'lo' }, { mirror: 'lo' }] }))).toEqual([
      'tc-twice: eth0 of red has two filters of ingress for action mirred egress mirror dev lo (line 8)',
    ]));
});
