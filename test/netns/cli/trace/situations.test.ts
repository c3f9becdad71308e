/**
 * Situations from public problem reports, each a small lab: what trace names as the cause, and what it must not say. The answers
 * were written before the code.
 */
import { expect, it } from 'vitest';
import { netlab } from '../run-netlab.ts';
import { diagnose, type Situation } from './situation.ts';

const situations: readonly (readonly [string, Situation])[] = [
  [
    'the reply is bridged past the NAT that should translate it',
    {
      lab: 'bridge-nf',
      argv: ['app', '10.96.0.10', '--udp', '53'],
      outcome: 'other-reply',
      cause: {
        ...{ id: 'nat-bypass', node: 'node' },
        why: /from 10\.50\.1\.3:53, and app asked 10\.96\.0\.10:53\..*cni0.*bridge-nf-call-iptables = 0/,
      },
    },
  ],
  [
    'a bridge port is not in hairpin mode',
    {
      lab: 'hairpin-self',
      argv: ['web', '10.96.0.20', '--http', '80'],
      outcome: 'lost',
      cause: { id: 'bridge-port', node: 'node', why: /cni0 has .* behind veth-a.*hairpin is off on veth-a/ },
    },
  ],
  [
    'a router sees one direction only and drops INVALID',
    {
      lab: 'invalid-asym',
      argv: ['client', '10.60.0.80', '--http', '80'],
      outcome: 'lost',
      cause: { id: 'rule', node: 'in', why: /--ctstate INVALID -j DROP/ },
    },
  ],
  [
    'a macvlan does not hear its own parent',
    {
      lab: 'macvlan-host',
      argv: ['host', 'box'],
      outcome: 'unsent',
      cause: { id: 'macvlan', node: 'host', why: /box:eth0 has it, a macvlan on host:eth0/ },
    },
  ],
  [
    'the tunnel ends have different ports',
    {
      lab: 'vxlan-port',
      argv: ['red', 'blue:vx0'],
      outcome: 'unsent',
      cause: {
        id: 'tunnel',
        node: 'blue',
        why: /port 8472 to blue, where no interface takes it: vx0 has port 4789/,
      },
    },
  ],
  [
    'a neighbor solicitation is not answered',
    {
      lab: 'ndp-min',
      argv: ['red', '2001:db8::99'],
      outcome: 'unsent',
      cause: {
        id: 'neighbor',
        node: 'red',
        why: /red asks on eth0 who has 2001:db8::99, and nobody answers/,
      },
      never: /192\.0\.2\.99/,
    },
  ],
  [
    'a checksum is wrong',
    {
      lab: 'bad-checksum',
      argv: ['a', 'b', '--udp', '53'],
      outcome: 'arrived',
      cause: { id: 'kernel', node: 'b', why: /its UDP checksum is wrong \(UDP_CSUM\)/ },
      never: /no process there replies|no step made/,
    },
  ],
  [
    'nobody listens, and nothing differs from the lab',
    {
      lab: 'connmark',
      argv: ['a', 'b', '--tcp', '80'],
      outcome: 'refused',
      cause: { id: 'refused', node: 'b', why: /no process listens on TCP port 80/ },
      never: /CONNMARK.*differs from the plan/,
    },
  ],
  [
    'another program asks for a machine that is off',
    {
      lab: 'stray-arp',
      argv: ['red', 'blue', '--tcp', '80'],
      outcome: 'unsent',
      cause: { id: 'rule', node: 'red', why: /-A OUTPUT .*--dport 80 -j DROP/ },
      never: /192\.0\.2\.99/,
    },
  ],
  [
    "the sender's own NAT changes the port",
    { lab: 'output-dnat', argv: ['node', '10.96.0.10', '--http', '80'], outcome: 'answered' },
  ],
  [
    'two routers send it to each other',
    {
      lab: 'loop',
      argv: ['a', '203.0.113.5'],
      outcome: 'lost',
      cause: {
        id: 'loop',
        node: 'r2',
        why: /routing loop: r1 and r2 send it to each other until its TTL is 0/,
      },
    },
  ],
  [
    'a rewritten packet is lost at the next router',
    {
      lab: 'midway',
      argv: ['client', 'host:eth0', '--http', '8080'],
      outcome: 'lost',
      cause: {
        id: 'rule',
        node: 'router',
        why: /router drops it: rule -A FORWARD -p tcp .*--dport 80 -j DROP/,
      },
      never: /no process there replies/,
    },
  ],
];

it('verify prints the cause of a failed check in a lab that is as planned', () => {
  expect(netlab('up', 'test/netns/cli/trace/situations/dnat-lost-midway.yaml', '--quiet').exit).toBe(0);
  const { exit, stdout } = netlab('verify', 'midway', '--json');
  expect(netlab('down', 'midway').exit).toBe(0);
  expect(exit).toBe(1);
  const [check] = JSON.parse(stdout).checks;
  expect(check.look).toEqual({
    why: 'router drops it: rule -A FORWARD -p tcp -m tcp --dport 80 -j DROP in table filter. Look:',
    command: 'netlab exec midway router -- iptables -vnL FORWARD',
  });
});

it('verify traces a packet with the source of the check', () => {
  expect(netlab('up', 'test/netns/cli/trace/situations/second-address.yaml', '--quiet').exit).toBe(0);
  const { exit, stdout } = netlab('verify', 'second', '--json');
  expect(netlab('down', 'second').exit).toBe(0);
  expect(exit).toBe(1);
  const [check] = JSON.parse(stdout).checks;
  expect(check.look).toMatchObject({ why: expect.stringMatching(/^server has no route to 10\.7\.7\.7/) });
});

diagnose(situations);
