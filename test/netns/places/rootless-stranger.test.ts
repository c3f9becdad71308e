/** Rootless places of ordinary users: what they ask for trust, and when they end. */
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser, host, install, netlab, nothingLeft, type User, user, whyNoUsers } from './installed.ts';

const why = whyNoUsers();

/** Runs a command in the user's rootless place, as another program of the user. */
function inPlace(who: User, ...argv: readonly string[]): void {
  const [pid = ''] = readFileSync(`${who.home}/netlab/holder`, 'utf8').split(' ');
  const [program = '', ...words] = [
    ...asUser(who),
    ...['nsenter', '-t', pid, '--user', '--mount', '--preserve-credentials', ...argv],
  ];
  execaSync(program, words);
}

describe.skipIf(why !== undefined)(`rootless${why ? ` (skipped: ${why})` : ''}`, () => {
  const one = user(23461);
  const before = host();
  beforeAll(install);
  afterAll(() => netlab(one, 'down', '--all'));

  it('asks for trust: a lab there can read and write the files of its user', async () => {
    // Not below /run, which is another one there.
    const folder = mkdtempSync(join(tmpdir(), 'netlab-canary-'));
    chownSync(folder, one.uid, one.uid);
    const canary = join(folder, 'canary');
    const file = '/run/stranger.yaml';
    writeFileSync(file, `lab: stranger\nnodes: { a: { run: [{ exec: [touch, ${canary}] }] } }\n`);
    chmodSync(file, 0o644);
    for (const on of ['rootless', 'auto']) {
      const { exit, stderr } = await netlab(one, 'up', file, '--on', on);
      expect({ on, exit }).toEqual({ on, exit: 2 });
      expect(stderr).toContain(`your user would run or read these parts of ${file.slice(1)} on rootless`);
    }
    expect(existsSync(canary)).toBe(false);
    expect(await netlab(one, 'up', file, '--quiet', '--trust')).toMatchObject({ exit: 0, stderr: '' });
    // The reason for the question: nothing hides the file from the lab.
    expect(existsSync(canary)).toBe(true);
    expect(await netlab(one, 'down', 'stranger')).toMatchObject({ exit: 0, stderr: '' });
    for (const path of [folder, file, `${one.home}/.local`]) rmSync(path, { recursive: true });
    await nothingLeft(one);
  });

  it('ends after its last lab, also if a killed agent left a lock without a lab', async () => {
    expect(await netlab(one, 'up', 'veth-pair', '--quiet')).toMatchObject({ exit: 0, stderr: '' });
    inPlace(one, 'touch', '/run/netlab/killed.lock', '/run/netlab/killed.twins.lock');
    expect(await netlab(one, 'down', 'veth-pair')).toMatchObject({ exit: 0, stderr: '' });
    await nothingLeft(one);
    expect(host()).toEqual(before);
  });
});
