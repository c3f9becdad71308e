// The probe `ipvs`, from what ipvsadm 1.31 printed.
import { expect, test } from 'vitest';
import { ipvs } from '../../../src/probes/ipvs.ts';
import { sayService, wrongIn } from '../../../src/probes/ipvs-judge.ts';
import { listedServices } from '../../../src/probes/ipvs-list.ts';
import type { Runner } from '../../../src/probes/probe.ts';
import { compiled, faultsOf, withRed } from '../compiled.ts';

const list = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  10.0.0.1:80 rr persistent 100 mask 255.255.255.0
  -> 10.0.0.2:8080                Masq    2      1          3         
  -> 10.0.0.3:80                  Route   0      0          0         
FWM  8 IPv6 sh
`;
const stats = (first: number) => `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes
  -> RemoteAddress:Port
TCP  10.0.0.1:80                         ${first}        9        9       99       99
  -> 10.0.0.2:8080                       ${first}        9        9       99       99
  -> 10.0.0.3:80                         0        0        0        0        0
FWM  8 IPv6                              0        0        0        0        0
`;
const [service, mark] = listedServices(list, stats(7));
const [before] = listedServices(list, stats(4));

test('both lists are one', () => {
  expect(service).toEqual({
    ...{ title: 'TCP 10.0.0.1:80', scheduler: 'rr', persistence: 100, connections: 7 },
    servers: [
      { server: '10.0.0.2:8080', forwarding: 'Masq', weight: 2, active: 1, inactive: 3, connections: 7 },
      { server: '10.0.0.3:80', forwarding: 'Route', weight: 0, active: 0, inactive: 0, connections: 0 },
    ],
  });
  expect(mark).toEqual({ title: 'FWM 8 IPv6', scheduler: 'sh', connections: 0, servers: [] });
});

const both = [{ server: '10.0.0.2:8080' }, { server: '10.0.0.3:80' }];
const range = (min: number, max = min) => ({ min, max });

test.each([
  [{}, []],
  [{ scheduler: 'rr', persistence: 100, connections: range(3), servers: both }, []],
  [{ scheduler: 'wrr' }, ['scheduler rr']],
  [{ persistence: 'none' as const }, ['persistence 100']],
  [{ connections: range(7) }, ['3 connections']],
  [{ servers: both.slice(0, 1) }, ['also the server 10.0.0.3:80']],
  [{ servers: [...both, { server: '10.0.0.4:80' }] }, ['no server 10.0.0.4:80']],
  [
    { servers: [{ ...both[0]!, weight: 1, active: range(0), connections: range(4, 9) }, both[1]!] },
    ['10.0.0.2:8080 weight 2', '10.0.0.2:8080 active 1', '10.0.0.2:8080 connections 3'],
  ],
  [
    {
      servers: [
        { ...both[0]!, forwarding: 'gatewaying' as const },
        { ...both[1]!, forwarding: 'gatewaying' as const },
      ],
    },
    ['10.0.0.2:8080 Masq'],
  ],
])('%j', (wanted, wrong) => {
  expect(wrongIn(service!, wanted, before)).toEqual(wrong);
});

test('the expectation in words', () => {
  expect(sayService({})).toBe('a virtual service');
  expect(
    sayService({
      scheduler: 'rr',
      connections: range(2),
      servers: [{ server: '10.0.0.2:80', forwarding: 'masq', weight: 1 }],
    }),
  ).toBe('rr, 2 connections, 10.0.0.2:80 Masq weight 1');
});

test('the check of a lab', () => {
  const text = (probe: object) => withRed({}, { verify: [{ ipvs: probe }] });
  const [check] = compiled(
    text({ at: 'red', address: 'self:eth0', port: 80, expect: { servers: [{ address: 'blue' }] } }).replace(
      'self:eth0',
      'red:eth0',
    ),
  ).lab.checks;
  expect(check).toMatchObject({
    title: 'red TCP 192.0.2.1:80',
    expected: '192.0.2.2:80',
    tools: ['ipvsadm'],
  });
  expect(faultsOf(text({ at: 'red', port: 80, expect: {} }))).toEqual([
    'ipvs-service: a virtual service has address and port, or mark',
  ]);
});

// The kernel adds up the counters every 2 s, so connections appear in them later.
test('counters are read after they are added up, before and after the other probe', async () => {
  const [check] = compiled(
    withRed(
      {},
      {
        verify: [
          {
            ipvs: {
              ...{ at: 'red', address: 'red:eth0', port: 80 },
              while: { ping: { from: 'red', to: 'blue' } },
              expect: { connections: 3 },
            },
          },
        ],
      },
    ),
  ).lab.checks;
  let made = 4;
  let addedUp = 0;
  const runner = {
    typed: () => 'ipvsadm',
    exec: (_node: string, argv: readonly string[]) =>
      Promise.resolve({
        exit: 0,
        stdout: (argv.includes('--stats') ? stats(addedUp) : list).replaceAll('10.0.0.1:', '192.0.2.1:'),
      }),
    check() {
      made += 3;
      return Promise.resolve({ status: 'pass' });
    },
    pause(milliseconds: number) {
      if (milliseconds > 2000) addedUp = made;
      return Promise.resolve();
    },
  };
  expect(await ipvs.run(check!.spec, runner as unknown as Runner)).toMatchObject({ status: 'pass' });
});
