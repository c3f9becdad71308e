/** The look in passing asks for less than `netlab diff` does; of what the plan made it must miss nothing. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compare } from '../../../src/drift/compare.ts';
import { readDrift } from '../../../src/drift/drift.ts';
import { readState } from '../../../src/drift/read-state.ts';
import { local } from '../../../src/places/local.ts';
import { bench } from '../verify/bench.ts';

const yaml = readFileSync(new URL('../plan/everything.yaml', import.meta.url), 'utf8');
const lab = bench('everything', yaml);

const changes: readonly (readonly [change: string, said: RegExp])[] = [
  ['ip route del 169.254.1.1', /no route to 169\.254\.1\.1/],
  ['ip -6 route del 2001:db8:2::/64', /no route to 2001:db8:2::/],
  ['ip rule del priority 100', /100/],
  ['ip -6 rule del priority 102', /102/],
  ['ip neigh del 192.0.2.77 dev eth0', /192\.0\.2\.77/],
  ['ip neigh del proxy 192.0.2.78 dev eth0', /192\.0\.2\.78/],
  ['bridge fdb del 00:00:00:00:00:00 dev down0 dst 192.0.2.3', /down0.*192\.0\.2\.3/],
  ['sysctl -qw net.ipv4.conf.eth0.rp_filter=0', /net\.ipv4\.conf\.eth0\.rp_filter/],
  ["sysctl -qw net.ipv4.tcp_rmem='4096 131072 6291455'", /tcp_rmem.*6291455/],
  ['ipset del pools 192.0.2.3', /pools/],
  ['iptables -t nat -F POSTROUTING', /POSTROUTING/],
  ['ip6tables -F FORWARD', /FORWARD/],
  ['iptables -A OUTPUT -j ACCEPT', /no step made.*OUTPUT/],
  ['ip route add 10.77.0.0/16 dev eth0', /no step made.*10\.77\.0\.0/],
  ['nft flush chain inet own in', /has no rule .* in chain in of table inet own/],
  ['nft add table inet another', /nftables table that no step made: inet another/],
  ['ip link set eth0 mtu 1300', /eth0 has MTU 1300 and should have 1400/],
  ['ip addr del 198.51.100.129/25 dev mv', /198\.51\.100\.129/],
];

it('says nothing where nothing has', async () => {
  // A bridge with STP has no carrier before it forwards.
  await expect
    .poll(() => readDrift(lab.compiled('  []').plan, local), { timeout: 600_000 })
    .toEqual({ found: [] });
});

it('tells of all that hands have changed', async () => {
  const { plan } = lab.compiled('  []');
  for (const [change] of changes) lab.type('a', change);
  const { found: drift } = await readDrift(plan, local);
  for (const [change, said] of changes) expect(drift, change).toContainEqual(expect.stringMatching(said));
  expect(drift).toEqual(compare(plan, await readState(plan, local)).map(({ why }) => why));
});
