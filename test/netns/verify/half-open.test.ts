/** A TCP connection counts only if the server has it too, although it sends nothing. */
import { afterEach, expect, it } from 'vitest';
import { bench, told } from './bench.ts';

const lab = bench(
  'half',
  `
lab: half
about: Requests and replies take different routers.
nodes:
  client: { routes: [{ to: default, via: in }] }
  in:
    routes: [{ to: 10.60.0.0/24, via: pod }]
    sysctls: { net.ipv4.ip_forward: 1, net.ipv4.conf.all.send_redirects: 0 }
  out: { sysctls: { net.ipv4.ip_forward: 1 } }
  pod: { serve: [80/http], routes: [{ to: default, via: out }], interfaces: { lo: { addresses: [10.60.0.80/32] } } }
links:
  - { name: lan, endpoints: [client:eth0, in:eth0, out:eth0], ipv4: [192.0.2.10/24, 192.0.2.1/24, 192.0.2.2/24] }
  - { name: pods, endpoints: [in:eth1, out:eth1, pod:eth0], ipv4: [198.51.100.1/24, 198.51.100.2/24, 198.51.100.80/24] }
`,
);
const tcp = async () =>
  told((await lab.check('  - tcp: { from: client, to: 10.60.0.80, port: 80, within: 2 }'))[0]!);

afterEach(() => lab.type('in', 'iptables -F'));

it('passes on a whole connection', async () => {
  expect(await tcp()).toBe('pass');
});

it('fails where a router drops the last ACK of the handshake', async () => {
  lab.type('in', 'iptables -A FORWARD -m conntrack --ctstate INVALID -j DROP');
  expect(await tcp()).toMatch(/^fail: half-open \(the destination answered the SYN and nothing after it\)/);
});
