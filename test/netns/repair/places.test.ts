/** A broken lab is repaired on this host, rootless and over ssh; and not while another netlab works on it. */
import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { expectMended } from '../../labs/mended.ts';
import { netlab as here } from '../cli/run-netlab.ts';
import { begin, ended, install, netlab, processesOf, user, whyNoUsers } from '../places/installed.ts';
import { type Server, serve, whyNoSshd } from '../places/sshd.ts';

const file = '/run/mended/mended.yaml';
/** Of the changes, in places other than this host. */
const some = 3;
beforeAll(async () => {
  mkdirSync('/run/mended', { recursive: true, mode: 0o755 });
  buildBundle();
  install();
});

it('on this host', () => expectMended(here, file));

const noUsers = whyNoUsers();
it.skipIf(noUsers)(`rootless${noUsers ? ` (skipped: ${noUsers})` : ''}`, async () => {
  const who = user(23_461);
  await expectMended((...words) => netlab(who, ...words), file, some);
  // A rootless place ends a second after its last lab.
  for (const end = performance.now() + 60_000; processesOf(who).length > 0 && performance.now() < end; )
    await wait(50);
  expect(processesOf(who)).toEqual([]);
});

const noServer = whyNoSshd();
describe.skipIf(noServer)(`over ssh${noServer ? ` (skipped: ${noServer})` : ''}`, () => {
  let server: Server;
  beforeAll(async () => {
    server = await serve();
  });
  afterAll(() => server.stop());

  it('through its agent', () =>
    expectMended(
      (...words) => ended(begin([], words, { ...server.env, NETLAB_ON: 'ssh://there' })),
      file,
      some,
    ));
});

it('not while another netlab holds the lock, and afterwards', async () => {
  const lab = 'veth-pair';
  expect(here('up', lab, '--quiet')).toMatchObject({ exit: 0 });
  try {
    execaSync('ip', ['-n', `${lab}.red`, 'link', 'set', 'eth0', 'mtu', '1400']);
    const answer = await local.lock(lab);
    if (!('lock' in answer)) throw new Error('the lock is held');
    try {
      const { exit, stdout, stderr } = here('repair', lab);
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
      expect(stderr).toContain(`another netlab works on ${lab}: process `);
      expect(stderr).toContain(`${process.pid}`);
      expect(mtu(lab)).toContain('mtu 1400');
    } finally {
      await answer.lock.release();
    }
    expect(here('repair', lab)).toMatchObject({ exit: 0 });
    expect(mtu(lab)).toContain('mtu 1500');
  } finally {
    expect(here('down', lab)).toMatchObject({ exit: 0 });
  }
});

const mtu = (lab: string) =>
  execaSync('ip', ['-n', `${lab}.red`, 'link', 'show', 'eth0'], { stripFinalNewline: false }).stdout;
