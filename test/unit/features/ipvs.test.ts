/** The printed commands of `ipvs` of a node. All of it was run: ipvsadm and the kernel take these words. */
import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/apply/batch.ts';
import { compiled, red, withRed } from '../compiled.ts';

const services = [
  {
    address: 'self:eth0',
    port: 80,
    scheduler: 'rr',
    persistence: 300,
    mask: 20,
    servers: [
      { address: 'blue', port: 8080, forwarding: 'masq', weight: 2 },
      { address: '192.0.2.9' },
      { address: '192.0.2.10', forwarding: 'tunnel', weight: 0 },
    ],
  },
  { address: '192.0.2.1', protocol: 'udp', port: 53 },
  { address: '192.0.2.1', protocol: 'sctp', port: 53 },
  {
    address: '2001:db8::1',
    port: 0,
    persistence: 9,
    mask: 64,
    servers: [{ address: 'blue', forwarding: 'masq' }],
  },
  { mark: 7, servers: [{ address: 'blue' }] },
  { mark: 8, family: 'ipv6' },
];

describe('ipvs', () => {
  test('services come first, then their servers', () => {
    expect(red({ ipvs: { services } }, 'ipvs/')).toEqual(
      [
        '-A -t 192.0.2.1:80 -s rr -p 300 -M 255.255.240.0',
        '-A -u 192.0.2.1:53 -s wlc',
        '-A --sctp-service 192.0.2.1:53 -s wlc',
        "-A -t '[2001:db8::1]:0' -s wlc -p 9 -M 64",
        '-A -f 7 -s wlc',
        '-A -f 8 -6 -s wlc',
        '-a -t 192.0.2.1:80 -r 192.0.2.2:8080 -m -w 2',
        '-a -t 192.0.2.1:80 -r 192.0.2.9:80 -g -w 1',
        '-a -t 192.0.2.1:80 -r 192.0.2.10:80 -i -w 0',
        "-a -t '[2001:db8::1]:0' -r '[2001:db8::2]:0' -m -w 1",
        '-a -f 7 -r 192.0.2.2:0 -g -w 1',
      ].map((words) => `ip netns exec x.red ipvsadm ${words}`),
    );
  });

  test('settings of IPVS follow what loads it', () => {
    const { plan } = compiled(withRed({ ipvs: {}, sysctls: { 'net.ipv4.vs.conntrack': '1' } }));
    const ids = plan.steps.map((step) => step.id).filter((id) => /ipvs|\.vs\./.test(id));
    expect(ids).toEqual(['red/ipvs/timeouts', 'red/sysctl/net.ipv4.vs.conntrack']);
    expect(plan.requires.kernel).toContain('ip_vs');
    expect(plan.requires.tools).toContain('ipvsadm');
  });

  test('one ipvsadm takes all lines, and fails if it prints an error', () => {
    const { plan } = compiled(withRed({ ipvs: { services } }));
    const scripts = batch(plan).flatMap(({ rounds }) =>
      rounds.flatMap(({ lanes }) => lanes.flat().map(({ script }) => script)),
    );
    const [script = ''] = scripts.filter((text) => text.includes('ipvsadm'));
    expect(script.match(/ipvsadm -R/g)).toHaveLength(1);
    expect(script).toContain('[ -z "$e" ]');
    expect(script).toContain('\n-a -f 7 -r 192.0.2.2:0 -g -w 1\n');
  });
});
