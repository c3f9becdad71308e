import { describe, expect, it } from 'vitest';
import { mutantsOf } from '../../../src/mutate/mutants.ts';
import { compiled } from '../compiled.ts';

/** The reasons of a lab's mutants, by id. */
function reasonsOf(text: string): ReadonlyMap<string, string | undefined> {
  return new Map(mutantsOf(compiled(text).plan).map(({ id, equivalent }) => [id, equivalent]));
}

const clusterOf = (network: string, nodes = '{}') => `
lab: x
cluster: { nodes: 1, pods: { node1: [web, db] }, underlay: 172.18.0.0/24, network: ${network} }
nodes: ${nodes}
`;

describe('the baseline', () => {
  it.each(['{}', '{ interfaces: { eth0: { type: dummy, addresses: ["fd00::1/64"] } } }'])(
    'each of its settings has a reason: %s',
    (red) => {
      const reasons = reasonsOf(`lab: x\nnodes: { red: ${red} }`);
      const without = [...reasons].filter(([id, why]) => /\/(baseline|up\/lo)/.test(id) && why === undefined);
      expect(without).toEqual([]);
    },
  );

  it('a setting that the lab writes itself has none', () => {
    const reasons = reasonsOf('lab: x\nnodes: { red: { sysctls: { net.ipv4.ip_forward: 0 } } }');
    expect(reasons.get('drop red/sysctl/net.ipv4.ip_forward')).toBeUndefined();
  });
});

describe('names', () => {
  it('in the generated /etc/hosts, and in its copy for daemons', () => {
    const reasons = reasonsOf('lab: x\nnodes: { red: { files: { /etc/x: y } } }');
    expect(reasons.get('drop red/hosts')).toMatch(/not names/);
    expect(reasons.get('drop red/file/etc/hosts')).toMatch(/not names/);
    expect(reasons.get('drop red/file/etc/x')).toBeUndefined();
  });

  it('not in an /etc/hosts of the lab', () => {
    const reasons = reasonsOf('lab: x\nnodes: { red: { files: { /etc/hosts: 192.0.2.1 web } } }');
    expect(reasons.get('drop red/file/etc/hosts')).toBeUndefined();
  });
});

describe('interfaces', () => {
  const reasons = reasonsOf(`
lab: x
nodes:
  red:
    interfaces:
      br0: { type: bridge, interfaces: [d0], mtu: 1400 }
      br1: { type: bridge, mtu: 1400 }
      d0: { type: dummy, mtu: 1400 }
`);

  it.each([
    ['mtu red/link/br0', /smallest MTU of its ports/],
    ['setting red/link/br0/mcast_snooping', /querier/],
    ['mtu red/link/d0', /No packet leaves by it/],
  ])('%s', (id, why) => {
    expect(reasons.get(id)).toMatch(why);
  });

  it.each(['mtu red/link/br1', 'drop red/link/br0', 'setting red/link/br0/stp_state'])(
    '%s has none',
    (id) => {
      expect(reasons.has(id)).toBe(true);
      expect(reasons.get(id)).toBeUndefined();
    },
  );
});

describe('ports of a bond', () => {
  const bond = (interfaces: string) =>
    `{ interfaces: { bond0: { type: bond, mtu: 1400, interfaces: ${interfaces} } } }`;
  const reasons = reasonsOf(`
lab: x
nodes: { red: ${bond('[eth0]')}, blue: ${bond('[eth0, eth1]')}, green: {} }
links: [{ endpoints: [red:eth0, blue:eth0] }, { endpoints: [blue:eth1, green:eth0] }]
`);

  it.each(['mtu blue/link/eth0', 'mtu blue/link/eth0/peer', 'mtu blue/link/eth1'])('%s', (id) => {
    expect(reasons.get(id)).toMatch(/gives its own MTU/);
  });

  it.each(['mtu red/link/bond0', 'mtu blue/link/eth1/peer', 'unplug blue/link/eth0'])('%s has none', (id) => {
    expect(reasons.has(id)).toBe(true);
    expect(reasons.get(id)).toBeUndefined();
  });
});

describe('hairpin', () => {
  const port = (setting: string) =>
    reasonsOf(`
lab: x
nodes:
  red:
    interfaces: { br0: { type: bridge, interfaces: [d0] }, d0: { type: dummy, hairpin: true } }
    ${setting}
`).get('drop red/hairpin/d0');

  it.each(['sysctls: {}', 'serve: [80/http]', 'iptables: [-A FORWARD -j ACCEPT]'])(
    '%s sends nothing back',
    (setting) => {
      expect(port(setting)).toMatch(/sends a packet back out/);
    },
  );

  it.each([
    'iptables: [-t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 192.0.2.2]',
    'nftables: [add table ip t, "add chain ip t c { type nat hook prerouting priority -100; }", add rule ip t c redirect]',
    'run: [{ process: [nginx] }]',
    'run: [{ exec: [modprobe, x] }]',
  ])('%s may', (setting) => {
    expect(port(setting)).toBeUndefined();
  });
});

describe('flannel', () => {
  const rule =
    'drop node1/iptables/filter/-A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment flanneld forward -j ACCEPT';
  const drop = '{ node1: { iptables: [-P FORWARD DROP] } }';

  it('its ACCEPT changes nothing, unless the policy of FORWARD is DROP', () => {
    expect(reasonsOf(clusterOf('{ plugin: flannel }')).get(rule)).toMatch(/policy of FORWARD is ACCEPT/);
    expect(reasonsOf(clusterOf('{ plugin: flannel }', drop)).get(rule)).toBeUndefined();
  });

  it('the second route of a pod, unless it has another gateway', () => {
    const id = 'drop web/route/10.244.0.0/16';
    expect(reasonsOf(clusterOf('{ plugin: flannel }')).get(id)).toBe(
      'The default route has the same gateway.',
    );
    const other = '{ web: { routes: [{ to: 10.244.0.0/16, via: 10.244.1.3, metric: 7 }] } }';
    expect(reasonsOf(clusterOf('{ plugin: flannel }', other)).get(`${id}/metric-7`)).toBeUndefined();
  });
});

describe('docker', () => {
  const jump = 'drop node1/iptables/filter/-A FORWARD -j DOCKER-USER';

  it('a jump to DOCKER-USER, unless the lab adds a rule there', () => {
    expect(reasonsOf(clusterOf('{ plugin: docker }')).get(jump)).toMatch(/DOCKER-USER has no rules/);
    const own = '{ node1: { iptables: [-A DOCKER-USER -s 192.0.2.1 -j DROP] } }';
    expect(reasonsOf(clusterOf('{ plugin: docker }', own)).get(jump)).toBeUndefined();
  });

  it('rules for a container without a published port', () => {
    const network = '{ plugin: docker, publish: [{ container: web, port: 80, host-port: 8080 }] }';
    const reasons = reasonsOf(clusterOf(network));
    const raw = (address: string) =>
      `drop node1/iptables/raw/-A PREROUTING -d ${address}/32 ! -i docker0 -j DROP`;
    expect(reasons.get(raw('172.17.0.2'))).toBeUndefined();
    expect(reasons.get(raw('172.17.0.3'))).toMatch(/no published port/);
    expect(reasons.get('drop node1/iptables/filter/-A DOCKER-FORWARD -j DOCKER-BRIDGE')).toBeUndefined();
  });

  it('the same names in a lab without docker have none', () => {
    const own = 'lab: x\nnodes: { red: { iptables: [-N DOCKER-USER, -A FORWARD -j DOCKER-USER] } }';
    expect(reasonsOf(own).get('drop red/iptables/filter/-A FORWARD -j DOCKER-USER')).toBeUndefined();
  });
});

describe('calico', () => {
  const policies = (ingress: string) =>
    `{ plugin: calico }, objects: [{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: p }, spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: ${ingress} } }]`;
  const judged = (ingress: string) => {
    const reasons = reasonsOf(clusterOf(policies(ingress), '{ web: { labels: { app: web } } }'));
    return [...reasons].flatMap(([id, why]) =>
      why && / -A cali-(tw|fw)-/.test(id.replace('/-A', ' -A')) ? [`${id.split('/')[0]}: ${why}`] : [],
    );
  };

  it('a policy that accepts nothing has an empty chain', () => {
    const empty = /^The chain cali-p\S+ accepts nothing: it is empty/;
    expect(judged('[]').filter((line) => empty.test(line.slice(line.indexOf('The chain'))))).toHaveLength(2);
    expect(judged('[{}]').filter((line) => empty.test(line.slice(line.indexOf('The chain'))))).toEqual([]);
  });

  it('rules of felix for what no lab has decide nothing', () => {
    const reasons = reasonsOf(clusterOf('{ plugin: calico, encapsulation: None }'));
    const drop = (rule: string) => reasons.get(`drop node1/iptables/${rule}`);
    const comment = (hash: string) => `-m comment --comment cali:${hash}`;
    expect(drop(`filter/-A cali-FORWARD ${comment('NOSxoaGx8OIstr1z')} -j cali-cidr-block`)).toMatch(
      /no rules/,
    );
    expect(
      drop(`filter/-A FORWARD ${comment('mp77cMpurHhyjLrM')} -j MARK --set-xmark 0x10000/0x10000`),
    ).toMatch(/mangle POSTROUTING/);
    expect(drop(`raw/-I OUTPUT ${comment('tVnHkvAo15HuiPy0')} -j cali-OUTPUT`)).toMatch(/Without VXLAN/);
    expect(drop(`filter/-I FORWARD ${comment('wUHhoiAYhphO9Mso')} -j cali-FORWARD`)).toBeUndefined();
    expect(drop('filter/-N cali-cidr-block')).toBeUndefined();
  });

  it('rules after the DROP of a selected pod are never reached, also not by the opposite', () => {
    const mutations = judged('[{}]')
      .filter((line) => /before it drops all/.test(line))
      .map((line) => line.split(' ')[0]);
    expect(mutations).toEqual(expect.arrayContaining(['drop', 'target']));
  });

  it('lines of BIRD', () => {
    const reasons = reasonsOf(clusterOf('{ plugin: calico, encapsulation: None }'));
    expect(reasons.get('line node1/file/etc/calico/confd/config/bird.cfg/graceful restart;')).toMatch(
      /restarts/,
    );
    expect(
      reasons.get(
        'line node1/file/etc/calico/confd/config/bird.cfg/learn;             # Learn all alien routes from the kernel',
      ),
    ).toBeUndefined();
  });
});

it('the check of a daemon has a reason, its processes have none', () => {
  const reasons = reasonsOf('lab: x\nnodes: { red: { dnsmasq: no-hosts } }');
  expect(reasons.get('drop red/check/dnsmasq')).toMatch(/^The check changes nothing/);
  expect(reasons.has('drop red/process/dnsmasq')).toBe(true);
  expect(reasons.get('drop red/process/dnsmasq')).toBeUndefined();
});
