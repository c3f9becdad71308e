/**
 * Compares the lab's nodes with a node of Calico 3.29 without encapsulation. The facts are Calico's (the CNI
 * plugin's dataplane_linux.go, felix/dataplane/linux and felix/rules, confd's compiled templates), not what netlab prints.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { runChecks } from '../../../src/engine/run-checks.ts';
import { local } from '../../../src/places/local.ts';
import { json, output, saved, setting, uncommented, written } from '../../labs/build.ts';

const { lab, plan } = written(`
lab: facts-calico-bgp
cluster:
  nodes: 3
  pods: 2
  underlay: 192.0.2.0/24
  network: { plugin: calico, encapsulation: None }
`);

/** SHA-1 of default.pod1-1 and default.pod1-2, eleven digits. */
const [cali1, cali2] = ['cali3624b7ebb1c', 'cali38cfaba26da'] as const;

const birdc = (node: string, ...words: string[]) =>
  output(
    plan,
    node,
    ...['nsenter', `--mount=/proc/${pidOf(node)}/ns/mnt`, 'birdc', '-s', '/run/calico/bird.ctl'],
    ...words,
  );

const pidOf = (node: string) => readFileSync(`${plan.directory}/pid/${node}.mounts`, 'utf8').trim();

beforeAll(async () => {
  await apply(plan, local, { file: plan.file });
  const { checks } = await runChecks(plan, lab.ready, local, { signal: new AbortController().signal });
  expect(checks.map(({ status }) => status)).toEqual(checks.map(() => 'pass'));
}, 60_000);
afterAll(() => down(plan.lab, local));

describe('a pod', () => {
  it('has a /32, and 169.254.1.1 on its link as the way to everything', async () => {
    const [eth0] = await json(plan, 'pod1-1', 'ip', '-j', 'addr', 'show', 'eth0');
    expect(eth0).toMatchObject({ mtu: 1500, addr_info: [{ local: '192.168.1.0', prefixlen: 32 }] });
    expect(await json(plan, 'pod1-1', 'ip', '-j', 'route')).toEqual([
      { dst: 'default', gateway: '169.254.1.1', dev: 'eth0', flags: [] },
      { dst: '169.254.1.1', dev: 'eth0', scope: 'link', flags: [] },
    ]);
  });

  it('learns ee:ee:ee:ee:ee:ee as the MAC of its gateway, which no interface has as an address', async () => {
    await output(plan, 'pod1-1', 'ping', '-c', '1', '-W', '2', '192.168.1.1');
    const [entry] = await json(plan, 'pod1-1', 'ip', '-j', 'neigh', 'show', '169.254.1.1');
    expect(entry).toMatchObject({ lladdr: 'ee:ee:ee:ee:ee:ee', dev: 'eth0' });
    expect(await output(plan, 'node1', 'ip', 'addr')).not.toContain('169.254.');
  });
});

describe("a pod's host side", () => {
  it('is cali and eleven digits of SHA-1 of namespace.pod, with one MAC for all and no address', async () => {
    const links = await json(plan, 'node1', 'ip', '-j', 'addr');
    const cali = links.filter(({ ifname }: { ifname: string }) => ifname.startsWith('cali'));
    expect(cali.map(({ ifname }: { ifname: string }) => ifname).sort()).toEqual([cali1, cali2]);
    for (const link of cali)
      expect(link).toMatchObject({ address: 'ee:ee:ee:ee:ee:ee', mtu: 1500, addr_info: [] });
  });

  it.each([
    ['net.ipv4.conf', 'proxy_arp', '1'],
    ['net.ipv4.neigh', 'proxy_delay', '0'],
    ['net.ipv4.conf', 'forwarding', '1'],
    ['net.ipv4.conf', 'route_localnet', '1'],
  ])('has %s.*.%s = %s', async (tree, name, value) => {
    for (const cali of [cali1, cali2])
      expect(await setting(plan, 'node1', `${tree}.${cali}.${name}`)).toBe(value);
  });

  it('has the rp_filter that new interfaces have', async () => {
    expect(await setting(plan, 'node1', `net.ipv4.conf.${cali1}.rp_filter`)).toBe(
      await setting(plan, 'node1', 'net.ipv4.conf.default.rp_filter'),
    );
  });
});

describe('a node', () => {
  it('has a /32 for each pod, a blackhole for its block and a route of BIRD for each other block, without a metric', async () => {
    expect((await output(plan, 'node1', 'ip', 'route')).split('\n').map((line) => line.trim())).toEqual([
      'default via 192.0.2.1 dev eth0',
      '192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.11',
      `192.168.1.0 dev ${cali1} scope link`,
      'blackhole 192.168.1.0/26 proto bird',
      `192.168.1.1 dev ${cali2} scope link`,
      '192.168.2.0/26 via 192.0.2.12 dev eth0 proto bird',
      '192.168.3.0/26 via 192.0.2.13 dev eth0 proto bird',
      '',
    ]);
  });

  it('has no tunnel and no bridge', async () => {
    const links = await json(plan, 'node1', 'ip', '-j', '-d', 'link');
    const kinds = links.flatMap(
      ({ linkinfo }: { linkinfo?: { info_kind: string } }) => linkinfo?.info_kind ?? [],
    );
    expect(new Set(kinds)).toEqual(new Set(['veth']));
  });

  it('lists its interfaces without an error, although BIRD has its own files there', async () => {
    const node = plan.nodes.find(({ name }) => name === 'node1')!;
    const argv = ['nsenter', `--mount=/proc/${pidOf('node1')}/ns/mnt`, 'ip', 'link'];
    expect(await local.run({ node, argv })).toMatchObject({ exit: 0, stderr: '' });
  });

  it('forwards', async () => {
    expect(await setting(plan, 'node1', 'net.ipv4.ip_forward')).toBe('1');
  });

  it('has the pool in the two sets of natOutgoing, of the size that felix gives them', async () => {
    const sets = await output(plan, 'node1', 'ipset', 'save');
    for (const name of ['cali40all-ipam-pools', 'cali40masq-ipam-pools']) {
      expect(sets).toMatch(new RegExp(`^create ${name} hash:net family inet .*maxelem 1048576\\b`, 'm'));
      expect(sets).toContain(`add ${name} 192.168.0.0/16\n`);
    }
  });

  it('has the nat table of felix', async () => {
    expect(uncommented(await saved(plan, 'node1', 'nat'))).toEqual([
      ...[':PREROUTING ACCEPT', ':INPUT ACCEPT', ':OUTPUT ACCEPT', ':POSTROUTING ACCEPT'],
      ...['OUTPUT', 'POSTROUTING', 'PREROUTING', 'fip-dnat', 'fip-snat', 'nat-outgoing'].map(
        (chain) => `:cali-${chain} -`,
      ),
      '-A PREROUTING -j cali-PREROUTING',
      '-A OUTPUT -j cali-OUTPUT',
      '-A POSTROUTING -j cali-POSTROUTING',
      '-A cali-OUTPUT -j cali-fip-dnat',
      '-A cali-POSTROUTING -j cali-fip-snat',
      '-A cali-POSTROUTING -j cali-nat-outgoing',
      '-A cali-PREROUTING -j cali-fip-dnat',
      '-A cali-nat-outgoing -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully',
    ]);
  });
});

/** Lines that iptables prints on an AKS node with Calico and no tunnel; these chains are the same in v3.29 (static.go). */
const real = {
  'cali-FORWARD': [
    '-m comment --comment "cali:vjrMJCRpqwy5oRoX" -j MARK --set-xmark 0x0/0xe0000',
    '-m comment --comment "cali:A_sPAO0mcxbT9mOV" -m mark --mark 0x0/0x10000 -j cali-from-hep-forward',
    '-i cali+ -m comment --comment "cali:8ZoYfO5HKXWbB3pk" -j cali-from-wl-dispatch',
    '-o cali+ -m comment --comment "cali:jdEuaPBe14V2hutn" -j cali-to-wl-dispatch',
    '-m comment --comment "cali:12bc6HljsMKsmfr-" -j cali-to-hep-forward',
    '-m comment --comment "cali:NOSxoaGx8OIstr1z" -j cali-cidr-block',
  ],
  'cali-INPUT': [
    '-i cali+ -m comment --comment "cali:FewJpBykm9iJ-YNH" -g cali-wl-to-host',
    '-m comment --comment "cali:hder3ARWznqqv8Va" -m mark --mark 0x10000/0x10000 -j ACCEPT',
    '-m comment --comment "cali:xgOu2uJft6H9oDGF" -j MARK --set-xmark 0x0/0xf0000',
    '-m comment --comment "cali:_-d-qojMfHM6NwBo" -j cali-from-host-endpoint',
    '-m comment --comment "cali:LqmE76MP94lZTGhA" -m comment --comment "Host endpoint policy accepted packet." -m mark --mark 0x10000/0x10000 -j ACCEPT',
  ],
  FORWARD: [
    '-m comment --comment "cali:wUHhoiAYhphO9Mso" -j cali-FORWARD',
    '-m comment --comment "cali:S93hcgKJrXEqnTfs" -m comment --comment "Policy explicitly accepted packet." -m mark --mark 0x10000/0x10000 -j ACCEPT',
    '-m comment --comment "cali:mp77cMpurHhyjLrM" -j MARK --set-xmark 0x10000/0x10000',
  ],
};

describe('the filter table of felix, although the lab has no policies', () => {
  it.each(Object.entries(real))('%s', async (chain, rules) => {
    const found = (await saved(plan, 'node1', 'filter')).filter((line) => line.startsWith(`-A ${chain} `));
    expect(found).toEqual(rules.map((line) => `-A ${chain} ${line}`));
  });
});

describe('BGP', () => {
  it('is a full mesh within AS 64512, from the address of the node, and the lower address waits', async () => {
    for (const [name, passive] of [
      ['Mesh_192_0_2_11', false],
      ['Mesh_192_0_2_13', true],
    ] as const) {
      const said = await birdc('node2', 'show', 'protocols', 'all', name);
      expect(said).toMatch(/BGP state:\s+Established/);
      expect(said).toMatch(/Neighbor AS:\s+64512/);
      expect(said).toMatch(/Local AS:\s+64512/);
      expect(said).toMatch(/Session:\s+internal multihop AS4 ADD-PATH|Session:\s+internal multihop/);
      expect(said).toMatch(/Source address:\s+192\.0\.2\.12/);
      expect(said).toMatch(/Graceful restart/i);
      // The side that accepts the connection has port 179.
      const peer = name.slice('Mesh_'.length).replaceAll('_', '.');
      const sockets = await output(plan, 'node2', 'ss', '-Htn', 'dst', peer);
      expect(sockets).toMatch(passive ? /192\.0\.2\.12:179\s/ : new RegExp(`${peer}:179\\s`));
    }
  });

  it('tells the block and no /32 beneath it', async () => {
    const said = await birdc('node1', 'show', 'route', 'export', 'Mesh_192_0_2_12');
    expect(said.match(/\d+\.\d+\.\d+\.\d+\/\d+/g)).toEqual(['192.168.1.0/26']);
  });

  it('keeps the routes when BIRD ends, and tells peers that it will be back', async () => {
    await birdc('node3', 'down');
    expect(await output(plan, 'node3', 'ip', 'route')).toContain('192.168.1.0/26 via 192.0.2.11');
  });
});
