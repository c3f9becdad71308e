/** traceroute through two routers: the hops of both protocols and both families, and a path that ends too early. */
import { expect, it } from 'vitest';
import { bench, told } from './bench.ts';

const lab = bench(
  'vhops',
  `lab: vhops
about: Two routers between two hosts.
nodes:
  a: { routes: [{ to: default, via: 10.0.1.1 }, { to: "::/0", via: "2001:db8:1::1" }] }
  r1:
    sysctls: { net.ipv4.ip_forward: 1, net.ipv6.conf.all.forwarding: 1 }
    routes: [{ to: default, via: 10.0.2.2 }, { to: "::/0", via: "2001:db8:2::2" }]
  r2:
    sysctls: { net.ipv4.ip_forward: 1, net.ipv6.conf.all.forwarding: 1 }
    routes: [{ to: default, via: 10.0.2.1 }, { to: "::/0", via: "2001:db8:2::1" }]
  b: { routes: [{ to: default, via: 10.0.3.1 }, { to: "::/0", via: "2001:db8:3::1" }] }
links:
  - { endpoints: [a:eth0, r1:eth0], ipv4: [10.0.1.2/24, 10.0.1.1/24], ipv6: ["2001:db8:1::2/64", "2001:db8:1::1/64"] }
  - { endpoints: [r1:eth1, r2:eth0], ipv4: [10.0.2.1/24, 10.0.2.2/24], ipv6: ["2001:db8:2::1/64", "2001:db8:2::2/64"] }
  - { endpoints: [r2:eth1, b:eth0], ipv4: [10.0.3.1/24, 10.0.3.2/24], ipv6: ["2001:db8:3::1/64", "2001:db8:3::2/64"] }`,
);

const to = (address: string, protocol: string, hops: string) =>
  `  - traceroute: { from: a, to: "${address}", protocol: ${protocol}, expect: { hops: [${hops}] } }`;

it('finds the routers and the destination', async () => {
  const v6 = '"2001:db8:1::1", "2001:db8:2::2", "2001:db8:3::2"';
  const checks = await lab.check(
    [
      to('10.0.3.2', 'udp', '"r1:eth0", "r2:eth0", b'),
      to('10.0.3.2', 'icmp', '10.0.1.1, "*", 10.0.3.2'),
      to('2001:db8:3::2', 'udp', v6),
      to('2001:db8:3::2', 'icmp', v6),
    ].join('\n'),
  );
  expect(checks.map(told)).toEqual(['pass', 'pass', 'pass', 'pass']);
});

it('shows the error of a router that has no route to the destination, also after it has used up its burst of errors', async () => {
  lab.type('r1', 'ip route del default');
  try {
    // r1 answers with "network unreachable" until its burst is used up.
    lab.type('a', 'ping -q -c 8 -i 0.01 10.0.3.2 || true');
    const [check] = await lab.check(to('10.0.3.2', 'udp', '"r1:eth0", "r2:eth0", b'));
    expect(check).toMatchObject({ status: 'fail', saw: '10.0.1.1 (ICMP type 3 code 0)' });
  } finally {
    lab.type('r1', 'ip route add default via 10.0.2.2');
  }
});
