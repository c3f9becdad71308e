/** What felix writes for pods and policies, against what its sources say (felix/rules), chain by chain. */
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { expanded } from '../../compiled.ts';

const object = (name: string, spec: unknown) => ({
  ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec },
});

interface Node {
  readonly iptables: readonly (string | { rule: string })[];
  readonly ipsets: Readonly<Record<string, { members: string[] }>>;
}

/** Node `node1` of a lab with the pods web and api there and db on node2. */
function node1(
  policies?: readonly unknown[],
  pods: Record<string, string[]> = { node1: ['web', 'api'], node2: ['db'] },
) {
  const network = { plugin: 'calico', encapsulation: 'VXLAN', ...(policies ? { policies } : {}) };
  const { nodes } = expanded(
    stringify({
      lab: 'x',
      cluster: { nodes: 2, pods, underlay: '192.0.2.0/24', network },
      groups: { pods: { labels: { kind: 'pod' } } },
      nodes: Object.fromEntries(
        Object.values(pods)
          .flat()
          .map((name) => [name, { labels: { app: name } }]),
      ),
    }),
  ) as unknown as { nodes: { node1: Node } };
  return nodes.node1;
}

/** Rules of one chain of the filter table, without the chain. */
const chain = ({ iptables }: Node, name: string): readonly string[] =>
  iptables
    .map((line) => (typeof line === 'string' ? line : line.rule))
    .filter((line) => line.startsWith(`-A ${name} `))
    .map((line) => line.slice(`-A ${name} `.length));

/** The only chain whose name begins so. */
function named({ iptables }: Node, prefix: string): string {
  const chains = iptables
    .map((line) => (typeof line === 'string' ? line : line.rule))
    .filter((line) => line.startsWith(`-N ${prefix}`));
  expect(chains).toHaveLength(1);
  return chains[0]!.slice('-N '.length);
}

const web = 'cali68caf03a5f4';
const api = 'calibd0ecddfcf2';
const accept = '-j MARK --set-xmark 0x10000/0x10000';
const returns = '-m mark --mark 0x10000/0x10000 -j RETURN';

describe('a pod that no policy selects is open by the profile of its namespace', () => {
  it('to it', () => {
    expect(chain(node1([]), `cali-tw-${web}`)).toEqual([
      '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      '-m conntrack --ctstate INVALID -j DROP',
      '-j MARK --set-xmark 0x0/0x30000',
      '-j cali-pri-kns.default',
      returns,
      '-j DROP',
    ]);
  });

  it('from it, but for tunnels', () => {
    expect(chain(node1([]), `cali-fw-${web}`).slice(2)).toEqual([
      '-j MARK --set-xmark 0x0/0x30000',
      '-p udp -m multiport --dports 4789 -j DROP',
      '-p 4 -j DROP',
      '-j cali-pro-kns.default',
      returns,
      '-j DROP',
    ]);
  });

  it('and without a word of policies there are no chains for pods', () => {
    expect(chain(node1(), 'cali-FORWARD')).toEqual([]);
    expect(chain(node1(), 'cali-INPUT')).toHaveLength(2);
    expect(chain(node1([]), 'cali-FORWARD')).toEqual([
      '-j MARK --set-xmark 0x0/0xe0000',
      '-i cali+ -j cali-from-wl-dispatch',
      '-o cali+ -j cali-to-wl-dispatch',
    ]);
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
    expect(chain(node, `cali-tw-${web}`)).toHaveLength(6);
    expect(chain(node, `cali-fw-${api}`)).toHaveLength(8);
  });

  it('whose chain is one rule and the set of the peers, wherever they are, labelled by groups too', () => {
    const [name] = Object.keys(node.ipsets).filter((set) => set.startsWith('cali40s:'));
    expect(chain(node, policy)).toEqual([
      `-p tcp -m set --match-set ${name} src -m multiport --dports 80 ${accept}`,
    ]);
    expect(node.ipsets[name!]!.members).toEqual(['192.168.1.1', '192.168.1.2', '192.168.2.1']);
  });
});

describe('rules of a policy', () => {
  const all = { podSelector: {} };
  const chainOf = (spec: object, direction: 'pi' | 'po' = 'pi') => {
    const node = node1([object('p', { ...all, ...spec })]);
    return chain(node, named(node, `cali-${direction}-`)).map((line) => line.replace(/cali40s:\S+/, 'SET'));
  };
  const ports = (...list: readonly unknown[]) => chainOf({ ingress: [{ ports: list }] });

  it.each([
    ['nothing said is all', { ingress: [{}] }, [accept]],
    ['no rule is nothing', { ingress: [] }, []],
    [
      'a network',
      { ingress: [{ from: [{ ipBlock: { cidr: '10.1.2.3/8' } }] }] },
      [`-s 10.0.0.0/8 ${accept}`],
    ],
    ['of the other family no rule', { ingress: [{ from: [{ ipBlock: { cidr: 'fd00::/8' } }] }] }, []],
    [
      'a network but for parts of it',
      { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } }] }] },
      [
        '-j MARK --set-xmark 0x40000/0xc0000',
        '-s 10.1.0.0/16 -j MARK --set-xmark 0x0/0x40000',
        '-s 10.2.0.0/16 -j MARK --set-xmark 0x0/0x40000',
        `-s 10.0.0.0/8 -m mark --mark 0x40000/0x40000 ${accept}`,
      ],
    ],
    [
      'one for each protocol and peer, and RETURN between them',
      {
        ingress: [
          {
            from: [{ podSelector: {} }, { namespaceSelector: {} }],
            ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }],
          },
        ],
      },
      [
        `-p tcp -m set --match-set SET src -m multiport --dports 53 ${accept}`,
        returns,
        `-p tcp -m set --match-set SET src -m multiport --dports 53 ${accept}`,
        returns,
        `-p udp -m set --match-set SET src -m multiport --dports 53 ${accept}`,
        returns,
        `-p udp -m set --match-set SET src -m multiport --dports 53 ${accept}`,
      ],
    ],
  ])('%s', (_, spec, expected) => {
    expect(chainOf(spec)).toEqual(expected);
  });

  it('egress looks at the destination', () => {
    expect(
      chainOf({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { podSelector: {} }] }] }, 'po'),
    ).toEqual([`-d 10.0.0.0/8 ${accept}`, returns, `-m set --match-set SET dst ${accept}`]);
  });

  it('ports are joined to the fewest ranges', () => {
    expect(
      ports({ port: 82 }, { port: 80 }, { port: 81 }, { port: 8000, endPort: 8010 }, { port: 8005 }),
    ).toEqual([`-p tcp -m multiport --dports 80:82,8000:8010 ${accept}`]);
  });

  it('a port of a protocol without a number is all of it', () => {
    expect(ports({ port: 80 }, { protocol: 'TCP' })).toEqual([`-p tcp ${accept}`]);
  });

  it('more than fifteen ports are a block of matches', () => {
    const sixteen = Array.from({ length: 16 }, (_, i) => ({ port: 2 * i + 1 }));
    const [first, ...rest] = ports(...sixteen);
    expect(first).toBe('-j MARK --set-xmark 0x0/0xc0000');
    expect(rest).toEqual([
      '-p tcp -m multiport --dports 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29 -j MARK --set-xmark 0x40000/0x40000',
      '-p tcp -m multiport --dports 31 -j MARK --set-xmark 0x40000/0x40000',
      `-p tcp -m mark --mark 0x40000/0x40000 ${accept}`,
    ]);
  });
});

describe('directions are isolated apart', () => {
  const isolated = (spec: object) => {
    const node = node1([object('p', { podSelector: {}, ...spec })]);
    const has = (prefix: string) =>
      chain(node, `${prefix}${web}`).some((line) => /-j DROP$/.test(line) && /0x20000/.test(line));
    return [...(has('cali-tw-') ? ['Ingress'] : []), ...(has('cali-fw-') ? ['Egress'] : [])];
  };

  it.each([
    [{}, ['Ingress']],
    [{ policyTypes: [] }, ['Ingress']],
    [{ egress: [{}] }, ['Ingress', 'Egress']],
    [{ egress: [] }, ['Ingress']],
    [{ policyTypes: ['Egress'] }, ['Egress']],
    [{ policyTypes: ['Egress'], ingress: [{}] }, ['Egress']],
    [{ policyTypes: ['Ingress'], egress: [{}] }, ['Ingress']],
    [{ policyTypes: ['Ingress', 'Egress'] }, ['Ingress', 'Egress']],
  ])('%j', (spec, expected) => {
    expect(isolated(spec)).toEqual(expected);
  });
});

describe('policies of one selector', () => {
  const names = (count: number) =>
    Array.from({ length: count }, (_, i) => object(`p${i}`, { podSelector: {} }));

  it('stand in a chain of their own, in the order of their names', () => {
    const node = node1(names(2).reverse());
    const group = named(node, 'cali-gi-');
    expect(group).toMatch(/^cali-gi-[\w-]{20}$/);
    expect(chain(node, `cali-tw-${web}`)[4]).toBe(`-m mark --mark 0x0/0x20000 -j ${group}`);
    expect(chain(node, group)).toEqual([
      expect.stringMatching(/^-j cali-pi-/),
      expect.stringMatching(/^-m mark --mark 0x0\/0x30000 -j cali-pi-/),
    ]);
  });

  it('are looked through five at a time', () => {
    const node = node1(names(6));
    expect(chain(node, named(node, 'cali-gi-'))[5]).toBe('-m mark ! --mark 0x0/0x30000 -j RETURN');
  });
});

describe('dispatch', () => {
  it('asks for the first letter that differs, where several share it', () => {
    // cali68caf03a5f4, calibd0ecddfcf2 and calib83ffd00c45
    const node = node1([], { node1: ['web', 'api', 'guest'] });
    expect(chain(node, 'cali-to-wl-dispatch')).toEqual([
      `-o ${web} -g cali-tw-${web}`,
      '-o calib+ -g cali-to-wl-dispatch-b',
      '-j DROP',
    ]);
    expect(chain(node, 'cali-to-wl-dispatch-b')).toEqual([
      '-o calib83ffd00c45 -g cali-tw-calib83ffd00c45',
      `-o ${api} -g cali-tw-${api}`,
      '-j DROP',
    ]);
  });

  it('of one pod is one rule, of none only the end', () => {
    expect(chain(node1([], { node1: ['web'] }), 'cali-from-wl-dispatch')).toEqual([
      `-i ${web} -g cali-fw-${web}`,
      '-j DROP',
    ]);
    expect(chain(node1([], { node1: [], node2: ['db'] }), 'cali-from-wl-dispatch')).toEqual(['-j DROP']);
  });
});
