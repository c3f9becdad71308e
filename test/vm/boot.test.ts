/** The VM boots, has the kernel that labs miss, and neither side sees of the other what it should not. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Opened, openVm, stopVm } from '../../src/places/vm/vm.ts';
import { describeVm, hostState, inGuest, run } from './guest.ts';
import { putStandIns, removeStandIns } from './stand-ins.ts';

describeVm('the VM', () => {
  let before: string;
  let vm: Opened;
  let standIns: readonly string[] = [];
  beforeAll(async () => {
    // That of another file.
    await stopVm();
    // The VM ends if it runs one of them, also while it starts.
    standIns = putStandIns();
    before = hostState();
    // Two at once: the second finds what the first has started.
    const [one, other] = await Promise.all([openVm(), openVm()]);
    expect(one.state.process).toEqual(other.state.process);
    vm = one;
  });
  afterAll(async () => {
    await stopVm();
    rmSync('/run/netlab-test', { recursive: true, force: true });
    removeStandIns(standIns);
  });

  it('runs as root on its own kernel, with this host as its files', () => {
    const said = inGuest(
      vm.endpoint,
      'id -u; uname -r; command -v tcpdump; command -v python3; echo "$HOME $SHELL"',
    );
    expect(said.stderr).toBe('');
    expect(said.stdout.split('\n')).toEqual(
      expect.arrayContaining(['0', vm.state.record.release, '/run/vm/home /bin/sh']),
    );
    expect(said.stdout).toMatch(/bin\/tcpdump\n.*bin\/python3/);
  });

  it('has programs of its own for its modules, without the rules of this host', () => {
    const script =
      'for n in modprobe insmod rmmod lsmod modinfo; do readlink -f "$(command -v $n)"; done | sort -u; ls /etc/modprobe.d /etc/modprobe.conf; true';
    expect(inGuest(vm.endpoint, script).stdout).toBe('/run/vm/busybox\n/run/vm/modprobe\n');
  });

  const types = {
    veth: 'type veth',
    bridge: 'type bridge vlan_filtering 1',
    vxlan: 'type vxlan id 1 dstport 4789',
    ipip: 'type ipip remote 192.0.2.1',
    gre: 'type gre remote 192.0.2.1',
    gretap: 'type gretap remote 192.0.2.1',
    sit: 'type sit remote 192.0.2.1',
    ip6tnl: 'type ip6tnl remote 2001:db8::1',
    geneve: 'type geneve id 1 remote 192.0.2.1',
    wireguard: 'type wireguard',
    vrf: 'type vrf table 10',
    vlan: 'link v0 type vlan id 5',
    macvlan: 'link v0 type macvlan',
    ipvlan: 'link v0 type ipvlan',
    dummy: 'type dummy',
    ifb: 'type ifb',
    bond: 'type bond',
    xfrm: 'type xfrm dev v0 if_id 1',
  };
  it.each(Object.entries(types))('loads %s by itself', (_, words) => {
    const script = `exec unshare -n sh -ec 'ip link add v0 type veth peer v1; ip link add ${words.replace(/^(link v0 )?/, '$1name t0 ')}'`;
    expect(inGuest(vm.endpoint, script)).toMatchObject({ exit: 0, stderr: '' });
  });

  it('has a type for all who ask for it at once', () => {
    const ask = 'unshare -n ip link add t0 type batadv';
    const script = `for i in 1 2 3 4; do { ${ask} || echo no; } & done 2>&1; wait`;
    expect(inGuest(vm.endpoint, script)).toMatchObject({ exit: 0, stdout: '' });
  });

  it.each([
    [
      'netem',
      'tc qdisc add dev lo root netem delay 20ms && ping -c 1 127.0.0.1 | grep -E "time=([4-9][0-9]|[0-9]{3})"',
    ],
    ['ip_vs', 'modprobe ip_vs && cat /proc/net/ip_vs'],
    ['openvswitch', 'modprobe openvswitch && grep -w openvswitch /proc/modules'],
    ['br_netfilter', 'modprobe br_netfilter && cat /proc/sys/net/bridge/bridge-nf-call-iptables'],
    ['tun', 'modprobe tun && ip tuntap add t1 mode tap && ip link del t1'],
    ['MASQUERADE', 'unshare -n sh -ec "iptables -t nat -A POSTROUTING -m comment --comment x -j MASQUERADE"'],
    ['nft', '! command -v nft || unshare -n nft add table ip x'],
  ])('has %s', (_, script) => {
    expect(inGuest(vm.endpoint, `ip link set lo up; ${script}`)).toMatchObject({ exit: 0 });
    inGuest(vm.endpoint, 'tc qdisc del dev lo root 2>/dev/null');
  });

  it('shows the guest nothing of /root, /home, /run, /tmp and /var, and no keys', () => {
    mkdirSync('/run/netlab-test', { recursive: true });
    writeFileSync('/run/netlab-test/secret', 'seen');
    const look = [
      'for d in /root /home /tmp /run/netlab-test /run/netlab-vm /var/lib/dpkg; do ls -A $d 2>/dev/null; done',
      'cat /etc/shadow /etc/gshadow /etc/machine-id /etc/sudoers /etc/ssh/* /run/netlab-test/secret 2>/dev/null',
      // The host's folders are below the guest's own /run and /tmp.
      'mkdir -p /mnt; mount --bind / /mnt; cat /mnt/run/netlab-test/secret 2>/dev/null',
      'ls -A /mnt/root /mnt/home /mnt/run /mnt/tmp /mnt/dev /mnt/proc | grep -v : | grep .; umount /mnt',
      'echo end',
    ];
    expect(inGuest(vm.endpoint, look.join('\n')).stdout).toBe('end\n');
  });

  it('does not let the guest write to the host', () => {
    const before = readFileSync('/etc/hosts', 'utf8');
    expect(inGuest(vm.endpoint, 'echo x >> /etc/hosts && tail -n 1 /etc/hosts').stdout).toBe('x\n');
    expect(readFileSync('/etc/hosts', 'utf8')).toBe(before);
  });

  it('keeps qemu without privileges, in a root of its own', () => {
    const { pid } = vm.state.process;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const of = (key: string) => new RegExp(`^${key}:\\s+(\\S+)`, 'm').exec(status)?.[1];
    expect(Number(of('Uid'))).toBeGreaterThan(1000);
    expect([of('CapPrm'), of('CapEff'), of('CapBnd')]).toEqual(Array(3).fill('0000000000000000'));
    expect([of('NoNewPrivs'), of('Seccomp')]).toEqual(['1', '2']);
    expect(run('ls', ['-A', `/proc/${pid}/root`]).stdout.split('\n')).not.toContain('home');
  });

  it('is reached at one port of 127.0.0.1, by its own key', () => {
    const listening = run('ss', ['-Hltun']).stdout.trim().split('\n');
    expect(listening.map((line) => line.split(/\s+/)[4])).toEqual([`127.0.0.1:${vm.endpoint.port}`]);
    const other = '/run/netlab-test/other';
    mkdirSync('/run/netlab-test', { recursive: true });
    rmSync(other, { force: true });
    expect(run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', other]).exit).toBe(0);
    const config = readFileSync(vm.endpoint.configFile, 'utf8').replace(vm.endpoint.identity, other);
    writeFileSync('/run/netlab-test/config', config, { mode: 0o600 });
    const refused = run('ssh', ['-F', '/run/netlab-test/config', 'netlab-vm', 'true']);
    expect(refused.stderr).toContain('Permission denied');
    // A machine that answers there with another key is not taken for the VM.
    const hosts = readFileSync(vm.endpoint.knownHosts, 'utf8');
    writeFileSync('/run/netlab-test/hosts', hosts.replace(/\S{20}$/m, 'AAAAAAAAAAAAAAAAAAAA'));
    const strange = run('ssh', [
      ...[
        '-F',
        vm.endpoint.configFile,
        '-o',
        'UserKnownHostsFile=/run/netlab-test/hosts',
        'netlab-vm',
        'true',
      ],
    ]);
    expect(strange.stderr).toMatch(/HOST IDENTIFICATION HAS CHANGED|Host key verification failed/);
  });

  it('reaches nothing from inside', async () => {
    const server = createServer((socket) => socket.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    // The kernel takes the connection, whether or not this process gets to it.
    const connect = (host: string) =>
      `import socket; socket.create_connection(("${host}", ${port}), 2); print("reached")`;
    const here = run('python3', ['-c', connect('127.0.0.1')]);
    const there = inGuest(vm.endpoint, `python3 -c '${connect('10.0.2.2')}'`);
    server.close();
    expect(here.stdout).toBe('reached\n');
    expect(there.stdout).toBe('');
    expect(there.stderr).toMatch(/refused|timed out|reset|unreachable/i);
  });

  it('leaves nothing when it is stopped', async () => {
    const { pid } = vm.state.process;
    rmSync('/run/netlab-test', { recursive: true, force: true });
    expect((await stopVm()).state).toBe('running');
    expect(run('ps', ['-o', 'stat=', '-p', String(pid)]).stdout).toMatch(/^(Z\S*\s*)?$/);
    expect(hostState()).toBe(before);
  });
});
