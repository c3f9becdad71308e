// Mutants of sets without members, and of kube-proxy's chains that no rule leads to.
import { describe, expect, it } from 'vitest';
import { mutantsOf } from '../../../src/mutate/mutants.ts';
import { compiled } from '../compiled.ts';

const reasonsOf = (text: string): ReadonlyMap<string, string | undefined> =>
  new Map(mutantsOf(compiled(text).plan).map(({ id, equivalent }) => [id, equivalent]));

describe('sets of addresses', () => {
  const reasons = (run: string) =>
    reasonsOf(`
lab: x
nodes:
  red:
    ipsets:
      empty: { type: "hash:ip" }
      unread: { type: "hash:ip" }
      full: { type: "hash:ip", members: [192.0.2.1] }
    iptables:
      - -A INPUT -m set --match-set empty src -j ACCEPT
      - -A INPUT -m set ! --match-set empty src -j ACCEPT
      - -A INPUT -m set --match-set full src -j ACCEPT
    ${run}
`);
  const without = reasons('');

  it.each([
    ['drop red/ipset/unread', /empty, and no rule matches/],
    ['drop red/iptables/filter/-A INPUT -m set --match-set empty src -j ACCEPT', /no packet matches/],
    ['target red/iptables/filter/-A INPUT -m set --match-set empty src -j ACCEPT', /no packet matches/],
  ])('%s', (id, why) => {
    expect(without.get(id)).toMatch(why);
    expect(reasons('run: [{ exec: "true" }]').get(id)).toBeUndefined();
  });

  it.each([
    'drop red/ipset/empty',
    'drop red/ipset/full',
    'drop red/iptables/filter/-A INPUT -m set ! --match-set empty src -j ACCEPT',
    'drop red/iptables/filter/-A INPUT -m set --match-set full src -j ACCEPT',
  ])('%s has none', (id) => {
    expect(without.has(id)).toBe(true);
    expect(without.get(id)).toBeUndefined();
  });
});

describe('chains of kube-proxy in mode ipvs', () => {
  const reasons = reasonsOf(`
lab: x
cluster:
  nodes: 1
  pods: { node1: [web] }
  underlay: 172.18.0.0/24
  network: { plugin: flannel }
  services: { proxy: ipvs, service-cidr: 10.96.0.0/16 }
  objects:
    - apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.10, selector: { app: web }, ports: [{ port: 80 }] }
nodes: { web: { labels: { app: web } } }
`);

  it.each([
    'drop node1/iptables/filter/-A KUBE-SOURCE-RANGES-FIREWALL -j DROP',
    'target node1/iptables/filter/-A KUBE-SOURCE-RANGES-FIREWALL -j DROP',
    'drop node1/iptables/nat/-A KUBE-LOAD-BALANCER -j KUBE-MARK-MASQ',
  ])('%s: no rule leads there', (id) => {
    expect(reasons.get(id)).toMatch(/No rule leads to the chain/);
  });

  it('a chain that a rule leads to has no such reason', () => {
    const id = 'drop node1/iptables/nat/-A KUBE-MARK-MASQ -j MARK --or-mark 0x4000';
    expect(reasons.has(id)).toBe(true);
    expect(reasons.get(id)).toBeUndefined();
  });
});
