/** Labs of users who are not root, with no capability and no name, on the real kernel. */
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  asUser,
  begin,
  ended,
  environment,
  host,
  install,
  name,
  netlab,
  nothingLeft,
  processesOf,
  type User,
  user,
  whyNoUsers,
} from './installed.ts';

const why = whyNoUsers();
const lab = 'flannel-vxlan';

describe.skipIf(why !== undefined)(`rootless${why ? ` (skipped: ${why})` : ''}`, () => {
  const one = user(23451);
  const other = user(23452);
  const before = host();
  beforeAll(install);
  afterAll(async () => {
    for (const who of [one, other]) await netlab(who, 'down', '--all');
  });

  const holder = (who: User): { readonly pid: number; readonly parent: number } => {
    const pid = Number(readFileSync(`${who.home}/netlab/holder`, 'utf8').split(' ')[0]);
    return { pid, parent: Number(/^PPid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) };
  };
  const up = async (who: User) => {
    const said = await netlab(who, 'up', lab, '--quiet');
    expect(said).toEqual({ exit: 0, stdout: '', stderr: '' });
  };
  const down = async (who: User) => {
    expect(await netlab(who, 'down', lab)).toMatchObject({ exit: 0, stderr: '' });
    await nothingLeft(who);
    expect(host()).toEqual(before);
  };

  it('builds flannel-vxlan, proves it with its captures, enters nodes and takes it away', async () => {
    const built = await netlab(one, 'up', lab);
    expect(built).toMatchObject({ exit: 0 });
    expect(built.stderr).toContain('commands on rootless');
    expect(host()).toEqual(before);
    const proved = await netlab(one, 'verify', lab, '--json');
    const { checks } = JSON.parse(proved.stdout) as { checks: { status: string; probe: string }[] };
    expect(checks.filter(({ status }) => status !== 'pass')).toEqual([]);
    expect(checks.filter(({ probe }) => probe === 'capture').length).toBeGreaterThan(2);
    expect(await netlab(one, 'exec', lab, 'pod1-1', '--', 'ping', '-c', '1', 'pod2-1')).toMatchObject({
      exit: 0,
    });
    expect(await netlab(one, 'exec', lab, 'pod1-1', '--', 'sh', '-c', 'exit 7')).toMatchObject({ exit: 7 });
    const shell = await ended(
      begin(asUser(one), ['shell', lab, 'pod1-1'], environment(one)),
      'hostname -I; ls /proc/self/fd | wc -l\n',
    );
    expect(shell.stdout).toContain('10.244.1.2');
    const status = await netlab(one, 'status', lab);
    expect(status.stdout).toContain('on rootless');
    expect(await netlab(one, 'up', lab)).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('unchanged'),
    });
    await down(one);
    expect(await netlab(one, 'down', lab)).toMatchObject({ exit: 0, stdout: `${lab} was not up\n` });
    await nothingLeft(one);
  });

  // Root's labs are rootless there too; programs that give up root, as tcpdump does, need users to become.
  it.each([
    ['a user', 23451],
    ['root', 0],
  ])('traces packets and their rules, and captures, as %s', async (_, uid) => {
    const who = user(uid);
    const on = ['--on', 'rootless'];
    expect(await netlab(who, 'up', 'nat-gateway', '--quiet', ...on)).toMatchObject({ exit: 0, stderr: '' });
    const traced = await netlab(who, ...'trace nat-gateway alice server --tcp 80 --json'.split(' '), ...on);
    expect(traced).toMatchObject({ exit: 0, stderr: '' });
    const { way } = JSON.parse(traced.stdout) as { way: { hops: { interface: string; rules?: unknown }[] } };
    expect(way.hops.length).toBeGreaterThan(2);
    expect(JSON.stringify(way.hops)).toContain('MASQUERADE');
    expect(await netlab(who, 'verify', 'nat-gateway', '--quiet', ...on)).toMatchObject({
      ...{ exit: 0, stderr: '' },
    });
    expect(await netlab(who, 'down', 'nat-gateway', ...on)).toMatchObject({ exit: 0, stderr: '' });
    if (uid !== 0) await nothingLeft(who);
    expect(host()).toEqual(before);
  });

  it('keeps two users with a lab of one name apart', async () => {
    await Promise.all([up(one), up(other)]);
    expect(holder(one).pid).not.toBe(holder(other).pid);
    for (const who of [one, other]) expect(await netlab(who, 'verify', lab, '-q')).toMatchObject({ exit: 0 });
    await down(one);
    expect(await netlab(other, 'exec', lab, 'pod1-1', 'ping', '-c', '1', 'pod2-1')).toMatchObject({
      exit: 0,
    });
    await down(other);
  });

  it('is one place for all labs of a user, also for those that are built at once', async () => {
    const built = await Promise.all(
      ['veth-pair', 'bridge', 'router'].map((name) => netlab(one, 'up', name, '--quiet')),
    );
    expect(built.map(({ exit, stderr }) => [exit, stderr])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    expect(processesOf(one).filter((line) => line.includes('netlab-place'))).toHaveLength(1);
    const { stdout } = await netlab(one, 'status');
    for (const name of ['veth-pair', 'bridge', 'router']) expect(stdout).toContain(name);
    expect(await netlab(one, 'down', '--all')).toMatchObject({ exit: 0 });
    await nothingLeft(one);
  });

  it('loses everything with its process 1, says so and begins anew', async () => {
    await up(one);
    const { pid, parent } = holder(one);
    // It has no parent of ours: what started it has gone.
    expect(processesOf(one).map((line) => Number(line.split(' ')[0]))).not.toContain(parent);
    process.kill(pid, 'SIGKILL');
    for (const end = performance.now() + 60_000; processesOf(one).length > 0 && performance.now() < end; )
      await wait(20);
    expect(processesOf(one)).toEqual([]);
    const status = await netlab(one, 'status');
    expect(status.stdout).toBe('no lab is up\n');
    expect(status.stderr).toContain('the process that held your rootless labs was ended');
    await nothingLeft(one);
    expect(host()).toEqual(before);
    await up(one);
    process.kill(holder(one).pid, 'SIGKILL');
    const again = await netlab(one, 'up', lab, '--quiet');
    expect(again).toMatchObject({ exit: 0, stderr: expect.stringContaining('was ended') });
    await down(one);
  });

  it('never enters a process that has the pid by now', async () => {
    await up(one);
    const path = `${one.home}/netlab/holder`;
    const record = readFileSync(path, 'utf8');
    const { pid } = holder(one);
    writeFileSync(path, record.replace(/ \d+ /, ' 1 '));
    expect(await netlab(one, 'status')).toMatchObject({ stdout: 'no lab is up\n' });
    process.kill(pid, 'SIGKILL');
    await nothingLeft(one);
  });

  it('is left by a killed netlab, or one whose way in was killed, so that down leaves nothing', async () => {
    let cut = 0;
    for (const [i, whom] of (['netlab', 'netlab', 'netlab', 'netlab', 'way', 'way'] as const).entries()) {
      const child = begin(asUser(one), ['up', lab], environment(one));
      const said = ended(child);
      await wait(150 + i * 60);
      if (whom === 'netlab') child.kill('SIGKILL');
      else {
        const way = processesOf(one).find((line) => / start agent /.test(line));
        if (way) process.kill(Number(way.split(' ')[0]), 'SIGKILL');
      }
      const { exit, stderr } = await said;
      if (exit === undefined || exit === 4) cut += 1;
      if (exit === 4) expect(stderr).toContain('the connection to rootless was lost');
      expect(await netlab(one, 'down', lab), `${whom} after ${150 + i * 60} ms`).toMatchObject({
        exit: 0,
        stderr: '',
      });
      await nothingLeft(one);
      expect(host()).toEqual(before);
    }
    // How many moments hit the middle of up depends on the machine; one at least must have.
    expect(cut).toBeGreaterThan(0);
  });

  const noMap = existsSync('/usr/bin/newuidmap')
    ? undefined
    : 'there is no newuidmap: apt-get install uidmap';
  it.skipIf(noMap)(`has daemons with users of their own${noMap ? ` (skipped: ${noMap})` : ''}`, async () => {
    const rich = user(23453);
    name(rich, 300_000);
    const file = `${rich.home}/lab.yaml`;
    writeFileSync(
      file,
      `
lab: own-users
nodes:
  web:
    files: { /etc/greeting: "hello\\n" }
    run:
      - exec: [sh, -c, "test \`id -u\` = 0 && test \`setpriv --reuid 33 --regid 33 --clear-groups id -u\` = 33 && cat /etc/greeting"]
  client: {}
links:
  - { endpoints: [web:eth0, client:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
verify:
  - ping: { from: client, to: web }
  - capture:
      at: web:eth0
      filter: icmp
      while: { ping: { from: client, to: web } }
      expect: { any: [{ icmp: echo-request }] }
`,
    );
    chmodSync(file, 0o644);
    expect(await netlab(rich, 'up', file, '--quiet', '--trust')).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(await netlab(rich, 'verify', 'own-users')).toMatchObject({ exit: 0 });
    expect(await netlab(rich, 'exec', 'own-users', 'web', 'cat', '/etc/greeting')).toMatchObject({
      stdout: 'hello\n',
    });
    expect(await netlab(rich, 'down', 'own-users')).toMatchObject({ exit: 0, stderr: '' });
    rmSync(file);
    rmSync(`${rich.home}/.local`, { recursive: true });
    await nothingLeft(rich);
  });

  it('names what cannot be had, and the place that can', async () => {
    const said = await netlab(one, 'up', lab, '--on', 'local');
    expect(said).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining(`netlab up ${lab} --on rootless`),
    });
    // A user namespace may allow none below it: the setting counts for itself and all below.
    const inner = [
      'unshare',
      '--user',
      '--map-root-user',
      'sh',
      '-c',
      'echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"',
      'sh',
    ];
    const none = await ended(
      begin([...asUser(one), ...inner], ['up', lab, '--on', 'rootless'], environment(one)),
    );
    expect(none.stderr).toContain('the setting user.max_user_namespaces is 0');
    expect(none.exit).toBe(3);
    await nothingLeft(one);
  });
});
