/**
 * Compares the lab's host with a host of Docker 29. The facts are Docker's (moby's own documentation of its rules
 * and the bridge driver's sources), not what netlab prints.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { local } from '../../../src/places/local.ts';
import { json, output, saved, setting, written } from '../../labs/build.ts';

const lab = (name: string, network: string) =>
  written(`
lab: ${name}
cluster:
  nodes: [host]
  pods: { host: [c1, c2] }
  underlay: 192.0.2.0/24
  network:
    plugin: docker
    ${network}
nodes: { c1: { serve: [80/http] } }
`).plan;

const up = (plan: ReturnType<typeof lab>) => {
  beforeAll(() => apply(plan, local, { file: plan.file }));
  afterAll(() => down(plan.lab, local));
};

describe('a host with the userland proxy, as Docker comes', () => {
  const plan = lab(
    'docker-facts',
    'publish: [{ container: c1, port: 80, host-port: 8080 }, { container: c2, port: 80, host-port: 8081, host-ip: 127.0.0.1 }]',
  );
  up(plan);

  it('has docker0, a bridge with the first address of 172.17.0.0/16 and MTU 1500', async () => {
    const [docker0] = await json(plan, 'host', 'ip', '-j', '-d', 'addr', 'show', 'docker0');
    expect(docker0).toMatchObject({ mtu: 1500, operstate: 'UP', linkinfo: { info_kind: 'bridge' } });
    expect(docker0.addr_info).toMatchObject([
      { local: '172.17.0.1', prefixlen: 16, broadcast: '172.17.255.255' },
    ]);
  });

  // setupDevice (setup_device_linux.go) and GenerateRandomMAC (netutils/utils.go).
  it('has a MAC address of docker0 that no port has, and that stays when a container goes', async () => {
    const [docker0] = await json(plan, 'host', 'ip', '-j', 'link', 'show', 'docker0');
    expect(docker0.address).toMatch(/^[0-9a-f][26ae]:/);
    const ports = await json(plan, 'host', 'ip', '-j', 'link', 'show', 'master', 'docker0');
    expect(ports.map(({ address }: { address: string }) => address)).not.toContain(docker0.address);
    expect(await output(plan, 'host', 'bridge', 'fdb', 'show', 'dev', 'docker0')).toContain(
      `${docker0.address} master docker0 permanent`,
    );
    for (const { ifname } of ports) await output(plan, 'host', 'ip', 'link', 'set', ifname, 'nomaster');
    const [alone] = await json(plan, 'host', 'ip', '-j', 'link', 'show', 'docker0');
    expect(alone.address).toBe(docker0.address);
    for (const { ifname } of ports)
      await output(plan, 'host', 'ip', 'link', 'set', ifname, 'master', 'docker0');
  });

  it('has a port named veth and seven hex digits for each container, which sends nothing back', async () => {
    const ports = await json(plan, 'host', 'bridge', '-j', '-d', 'link');
    expect(ports).toHaveLength(2);
    for (const port of ports) {
      expect(port.ifname).toMatch(/^veth[0-9a-f]{7}$/);
      expect(port).toMatchObject({ master: 'docker0', mtu: 1500, hairpin: false, state: 'forwarding' });
    }
  });

  it('gives containers .2, .3 ... on eth0 and a default route to the bridge', async () => {
    for (const [container, address] of [
      ['c1', '172.17.0.2'],
      ['c2', '172.17.0.3'],
    ] as const) {
      const [eth0] = await json(plan, container, 'ip', '-j', 'addr', 'show', 'eth0');
      expect(eth0).toMatchObject({
        mtu: 1500,
        addr_info: [{ local: address, prefixlen: 16, broadcast: '172.17.255.255' }],
      });
      expect(await json(plan, container, 'ip', '-j', 'route')).toMatchObject([
        { dst: 'default', gateway: '172.17.0.1', dev: 'eth0' },
        { dst: '172.17.0.0/16', dev: 'eth0', scope: 'link', prefsrc: address },
      ]);
    }
  });

  it('forwards, and routes no loopback addresses', async () => {
    expect(await setting(plan, 'host', 'net.ipv4.ip_forward')).toBe('1');
    expect(await setting(plan, 'host', 'net.ipv4.conf.docker0.route_localnet')).toBe('0');
  });

  it('has the filter table of Docker 29', async () => {
    expect(await saved(plan, 'host', 'filter')).toEqual([
      ':INPUT ACCEPT',
      ':FORWARD DROP',
      ':OUTPUT ACCEPT',
      ...['DOCKER', 'DOCKER-BRIDGE', 'DOCKER-CT', 'DOCKER-FORWARD', 'DOCKER-INTERNAL', 'DOCKER-USER'].map(
        (chain) => `:${chain} -`,
      ),
      '-A FORWARD -j DOCKER-USER',
      '-A FORWARD -j DOCKER-FORWARD',
      // The last published port comes first. The bridge's DROP closes the chain.
      '-A DOCKER -d 172.17.0.3/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT',
      '-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT',
      '-A DOCKER ! -i docker0 -o docker0 -j DROP',
      '-A DOCKER-BRIDGE -o docker0 -j DOCKER',
      '-A DOCKER-CT -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      '-A DOCKER-FORWARD -j DOCKER-CT',
      '-A DOCKER-FORWARD -j DOCKER-INTERNAL',
      '-A DOCKER-FORWARD -j DOCKER-BRIDGE',
      '-A DOCKER-FORWARD -i docker0 -j ACCEPT',
    ]);
  });

  it('has the nat table of Docker 29', async () => {
    expect(await saved(plan, 'host', 'nat')).toEqual([
      ':PREROUTING ACCEPT',
      ':INPUT ACCEPT',
      ':OUTPUT ACCEPT',
      ':POSTROUTING ACCEPT',
      ':DOCKER -',
      '-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
      '-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER',
      '-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
      '-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
      '-A DOCKER -d 127.0.0.1/32 ! -i docker0 -p tcp -m tcp --dport 8081 -j DNAT --to-destination 172.17.0.3:80',
    ]);
  });

  it('drops what comes for containers past their bridge, and for a port of loopback from elsewhere', async () => {
    expect(await saved(plan, 'host', 'raw')).toEqual([
      ':PREROUTING ACCEPT',
      ':OUTPUT ACCEPT',
      '-A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP',
      '-A PREROUTING -d 172.17.0.3/32 ! -i docker0 -j DROP',
      '-A PREROUTING -d 127.0.0.1/32 ! -i lo -p tcp -m tcp --dport 8081 -j DROP',
    ]);
  });

  it('has a process on every published port', async () => {
    const listening = await output(plan, 'host', 'ss', '-Hltn');
    expect(listening).toMatch(/\b0\.0\.0\.0:8080\b/);
    expect(listening).toMatch(/\b127\.0\.0\.1:8081\b/);
  });
});

describe('a host without the userland proxy', () => {
  const plan = lab(
    'docker-no-proxy',
    `userland-proxy: false
    bridge: { name: br.1, mtu: 1400 }
    publish: [{ container: c1, port: 80, host-port: 8080 }]`,
  );
  up(plan);

  it('lets the kernel do it: loopback addresses are routed, ports send back, frames pass iptables', async () => {
    expect(await setting(plan, 'host', 'net/ipv4/conf/br.1/route_localnet')).toBe('1');
    expect(await setting(plan, 'host', 'net.bridge.bridge-nf-call-iptables')).toBe('1');
    for (const port of await json(plan, 'host', 'bridge', '-j', '-d', 'link'))
      expect(port).toMatchObject({ hairpin: true, mtu: 1400 });
    expect(await output(plan, 'host', 'ss', '-Hltn')).toBe('');
  });

  it('has the nat table of Docker 29 without the proxy', async () => {
    expect((await saved(plan, 'host', 'nat')).filter((line) => line.startsWith('-A'))).toEqual([
      '-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
      '-A OUTPUT -m addrtype --dst-type LOCAL -j DOCKER',
      '-A POSTROUTING -o br.1 -m addrtype --src-type LOCAL -j MASQUERADE',
      '-A POSTROUTING -s 172.17.0.0/16 ! -o br.1 -j MASQUERADE',
      '-A POSTROUTING -s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE',
      '-A DOCKER -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
    ]);
  });

  it('answers on its own loopback, and a container on its own published port', async () => {
    expect(await ask(plan, 'host', '127.0.0.1', 8080)).toBe('c1 saw 172.17.0.1');
    expect(await ask(plan, 'c1', '192.0.2.11', 8080)).toBe('c1 saw 172.17.0.1');
    expect(await ask(plan, 'c2', '192.0.2.11', 8080)).toBe('c1 saw 172.17.0.3');
  });
});

describe('a host whose containers may not talk to each other, and keep their address', () => {
  const plan = lab('docker-no-icc', 'icc: false\n    masquerade: false');
  up(plan);

  it('drops frames from container to container before it accepts what leaves', async () => {
    const forward = (await saved(plan, 'host', 'filter')).filter((line) =>
      /^-A DOCKER-FORWARD -i/.test(line),
    );
    expect(forward).toEqual([
      '-A DOCKER-FORWARD -i docker0 -o docker0 -j DROP',
      '-A DOCKER-FORWARD -i docker0 ! -o docker0 -j ACCEPT',
    ]);
    expect(await setting(plan, 'host', 'net.bridge.bridge-nf-call-iptables')).toBe('1');
    expect(await ask(plan, 'c2', '172.17.0.2', 80)).toBe(undefined);
    expect(await ask(plan, 'host', '172.17.0.2', 80)).toBe('c1 saw 172.17.0.1');
  });

  it('has no MASQUERADE', async () => {
    expect((await saved(plan, 'host', 'nat')).filter((line) => line.includes('MASQUERADE'))).toEqual([]);
  });
});

/** The server that answered and the client address that it saw; undefined if none answered within a second. */
async function ask(
  plan: ReturnType<typeof lab>,
  node: string,
  host: string,
  port: number,
): Promise<string | undefined> {
  const { stdout } = await local.run({
    node: plan.nodes.find(({ name }) => name === node)!,
    argv: ['curl', '-s', '-m', '1', `http://${host}:${port}/`],
  });
  if (stdout === '') return undefined;
  const { by, saw } = JSON.parse(stdout) as { by: string; saw: string };
  return `${by} saw ${saw}`;
}
