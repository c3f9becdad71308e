/** The VM of an ordinary user, to whom this host's root is nobody: a lab that mounts folders of its own in its nodes. */
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { vmFolders } from '../../src/places/vm/folders.ts';
import { install, name, netlab, nothingLeft, user, whyNoUsers } from '../netns/places/installed.ts';
import { describeVm, run } from './guest.ts';

const lab = `
lab: own-files
nodes:
  web:
    files: { /etc/greeting: "hello\\n" }
    tmpfs: [/run/www]
    run:
      - exec: [sh, -c, "cat /etc/greeting && touch /run/www/index"]
  client: {}
links:
  - { endpoints: [web:eth0, client:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
verify:
  - ping: { from: client, to: web }
`;

const why = whyNoUsers();

describeVm(`the VM of an ordinary user${why ? ` (skipped: ${why})` : ''}`, () => {
  const who = user(23461);
  const file = '/run/netlab-user.yaml';
  beforeAll(async () => {
    install();
    name(who);
    // The kernel that the setup has fetched.
    mkdirSync(`${who.home}/.cache`);
    cpSync(vmFolders(0, {}).cache, `${who.home}/.cache/netlab`, { recursive: true });
    expect(run('chown', ['-R', `${who.uid}:${who.uid}`, who.home]).exit).toBe(0);
    writeFileSync(file, lab);
    chmodSync(file, 0o644);
  });
  afterAll(async () => {
    await netlab(who, 'vm', 'stop', '--force');
    // `netlab` held the socket of the shared ssh connection.
    run('rm', ['-rf', ...['.cache', '.local', 'netlab'].map((one) => `${who.home}/${one}`), file]);
    await nothingLeft(who);
  });

  it.skipIf(why !== undefined)('builds nodes with files and a tmpfs, and proves them', async () => {
    expect(await netlab(who, 'up', file, '--on', 'vm', '--trust', '--quiet')).toMatchObject({
      ...{ exit: 0, stdout: '', stderr: expect.not.stringContaining('failed') },
    });
    expect(await netlab(who, 'exec', 'own-files', 'web', '--', 'cat', '/etc/greeting')).toMatchObject({
      ...{ exit: 0, stdout: 'hello\n' },
    });
    expect(await netlab(who, 'verify', 'own-files')).toMatchObject({ exit: 0 });
  });

  it.skipIf(why !== undefined)('has no setuid program that takes root away', async () => {
    const script =
      'mkdir /tmp/own && mount -t tmpfs none /tmp/own && umount /tmp/own && ping -c 1 127.0.0.1 > /tmp/said && echo works';
    expect(await netlab(who, 'vm', 'shell', '--', 'sh', '-c', script)).toMatchObject({
      ...{ exit: 0, stdout: 'works\n' },
    });
  });
});
