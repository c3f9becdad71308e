/** A pod's chains, with and without a policy, against what felix's sources say (felix/rules). */
import { describe, expect, it } from 'vitest';
import { accept, api, chain, named, node1, object, returns, web } from './node1.ts';

describe('a pod that no policy selects is open by the profile of its namespace', () => {
  it('to it', () => {
    expect(chain(node1([]), `cali-tw-${web}`)).toEqual([
      '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      '-m conntrack --ctstate INVALID -j DROP',
      '-j MARK --set-xmark 0x0/0x30000',
      '-j cali-pri-kns.default',
      returns,
      '-j cali-pri-ksa.default.default',
      returns,
      '-j DROP',
    ]);
  });

  it('from it, but for tunnels', () => {
    expect(chain(node1([]), `cali-fw-${web}`).slice(2)).toEqual([
      '-j MARK --set-xmark 0x0/0x30000',
      '-p 17 -m multiport --dports 4789 -j DROP',
      '-p 4 -j DROP',
      '-j cali-pro-kns.default',
      returns,
      '-j cali-pro-ksa.default.default',
      returns,
      '-j DROP',
    ]);
  });

  it('with and without an empty list of policies', () => {
    expect(node1().iptables).toEqual(node1([]).iptables);
  });
});

describe('a pod that a policy selects gets what one accepts', () => {
  const node = node1([
    object('api', {
      podSelector: { matchLabels: { app: 'api' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { kind: 'pod' } } }], ports: [{ port: 80 }] }],
    }),
  ]);
  const policy = named(node, 'cali-pi-');

  it('asks the policy, then drops, and never comes to the profile', () => {
    expect(chain(node, `cali-tw-${api}`).slice(3, 7)).toEqual([
      '-j MARK --set-xmark 0x0/0x20000',
      `-m mark --mark 0x0/0x20000 -j ${policy}`,
      returns,
      '-m mark --mark 0x0/0x20000 -j DROP',
    ]);
    expect(chain(node, `cali-tw-${web}`)).toHaveLength(8);
    expect(chain(node, `cali-fw-${api}`)).toHaveLength(10);
  });

  it('whose chain is one rule and the set of the peers, wherever they are, labelled by groups too', () => {
    const [name] = Object.keys(node.ipsets).filter((set) => set.startsWith('cali40s:'));
    expect(chain(node, policy)).toEqual([
      `-p tcp -m set --match-set ${name} src -m multiport --dports 80 ${accept}`,
    ]);
    expect(node.ipsets[name!]!.members).toEqual(['192.168.1.1', '192.168.1.2', '192.168.2.1']);
  });
});
