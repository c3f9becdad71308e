/** Another user, or a link, has the name of a folder that netlab needs in /tmp: a sentence that this user can follow. */
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asUser, begin, ended, install, user, whyNoUsers } from './installed.ts';

const why = whyNoUsers();

describe.skipIf(why !== undefined)(`folders in /tmp${why ? ` (skipped: ${why})` : ''}`, () => {
  const one = user(23461);
  const [rootless, vm] = [`/tmp/netlab-${one.uid}`, `/tmp/netlab-${one.uid}-vm`];
  /** Without a runtime folder of the session. */
  const netlab = (...words: readonly string[]) =>
    ended(begin(asUser(one), words, { HOME: one.home, XDG_RUNTIME_DIR: '' }));
  beforeAll(install);
  afterEach(() => {
    for (const path of [rootless, vm]) rmSync(path, { recursive: true, force: true });
  });

  it.each([
    ['a folder of another user', () => mkdirSync(rootless, { mode: 0o700 }), 'it belongs to another user'],
    [
      'a link that leads nowhere',
      () => symlinkSync('/nowhere/at/all', rootless),
      'a file or a link is there',
    ],
    ['a file', () => writeFileSync(rootless, ''), 'a file or a link is there'],
    ['a link to a folder', () => symlinkSync(one.home, rootless), 'it belongs to another user'],
  ])('of rootless labs: %s', async (_, take, reason) => {
    take();
    const said = await netlab('up', 'veth-pair', '--on', 'rootless', '-q');
    expect(said).toMatchObject({ exit: 3, stderr: expect.stringContaining(`${rootless}: ${reason}`) });
    expect(said.stderr).toContain('set XDG_RUNTIME_DIR to a folder of your own, or have root remove it');
    expect(said.stderr).not.toMatch(/Traceback|Error:|^ {4}at /m);
    expect((await netlab('status')).stderr).not.toMatch(/Traceback|Error:|^ {4}at /m);
  });

  it('of the VM: verbs on other places go on, and nothing impossible is advised', async () => {
    mkdirSync(vm, { mode: 0o755 });
    chmodSync(vm, 0o755);
    const status = await netlab('status');
    expect(status).toMatchObject({ exit: 0, stdout: 'no lab is up\n' });
    const up = await netlab('up', 'veth-pair', '--on', 'vm', '-q');
    const state = await netlab('vm', 'status');
    for (const { exit, stderr } of [up, state]) {
      expect({ exit, stderr }).toMatchObject({ exit: 3, stderr: expect.stringContaining(vm) });
      expect(stderr).toContain('have root remove it, or set XDG_RUNTIME_DIR to a folder of your own');
      expect(stderr).not.toMatch(/chown|^ {4}at /m);
    }
  });
});
