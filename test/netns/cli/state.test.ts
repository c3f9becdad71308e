/** Odd entries in netlab's own folders: every verb ends in words and touches nothing of others. */
import { readdirSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { leftovers, nothing } from '../apply/look.ts';
import { netlab, sh } from './run-netlab.ts';

const lab = 'veth-pair';

beforeAll(() => {
  buildBundle();
});

afterEach(async () => {
  netlab('down', '--all');
  expect(await leftovers()).toEqual(nothing);
});

describe('something that netlab did not make in /run/netlab', () => {
  beforeEach(() => {
    expect(netlab('up', lab, '-q').exit).toBe(0);
  });

  it.each([
    ['a file', 'echo x >', /is not a folder/],
    ['a link', 'ln -s /etc', /is a link/],
    ['a FIFO', 'mkfifo', /is not a folder/],
    ['a folder of another user', 'install -d -o 4711', /belongs to user 4711/],
    ['a folder that others can write', 'install -d -m 777', /can be written by other users/],
  ])('%s: is named and skipped, and refused by its name', (_, make, why) => {
    const path = '/run/netlab/router';
    sh(`${make} ${path}`);
    try {
      for (const verb of [['up', lab], ['status'], ['status', lab], ['verify', lab, '-q']]) {
        const { exit, stderr } = netlab(...verb);
        expect({ verb, exit, lines: stderr.match(/skipped: .*/g) }).toEqual({
          ...{ verb, exit: 0 },
          lines: [expect.stringMatching(why)],
        });
      }
      for (const verb of ['up', 'down', 'status', 'verify', 'diff']) {
        const { exit, stderr } = netlab(verb, 'router');
        expect({ verb, exit, stderr }).toEqual({ verb, exit: 3, stderr: expect.stringMatching(why) });
      }
      expect(sh(`ls -A /run/netlab | sort | xargs`)).toBe(`router ${lab} ${lab}.lock\n`);
    } finally {
      sh(`rm -r ${path}`);
    }
  });

  it.each([
    ['a link', 'ln -s /etc/passwd'],
    ['a FIFO', 'mkfifo'],
    ['a folder', 'mkdir'],
  ])('%s as a lock: refuses that lab alone', (_, make) => {
    sh(`${make} /run/netlab/router.lock`);
    try {
      expect(netlab('status')).toMatchObject({ exit: 0, stderr: '' });
      for (const verb of ['up', 'down'])
        expect(netlab(verb, 'router')).toMatchObject({
          exit: 3,
          stderr: expect.stringContaining('is not a file'),
        });
    } finally {
      sh('rm -r /run/netlab/router.lock');
    }
  });

  it('nothing of all that keeps down from its work', () => {
    sh('echo x >/run/netlab/note; mkfifo /run/netlab/pipe; mkdir -m 777 /run/netlab/open');
    const { exit, stdout, stderr } = netlab('down', '--all');
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: expect.stringContaining(`${lab} is down`) });
    expect(stderr.match(/skipped: /g)).toHaveLength(3);
    sh('rm -r /run/netlab/note /run/netlab/pipe /run/netlab/open; rmdir /run/netlab');
  });
});

it.each([
  ['a file', 'echo x >/run/netlab', /is not a folder/],
  ['a link', 'mkdir /run/else; ln -s /run/else /run/netlab', /is a link/],
  ['of another user', 'install -d -o 4711 /run/netlab', /belongs to user 4711/],
  ['read-only', 'mkdir /run/netlab; mount -t tmpfs -o ro none /run/netlab', /read-only/],
])('/run/netlab that is %s: every verb says so', (what, make, why) => {
  sh(make);
  try {
    for (const verb of ['up', 'down', ...(what === 'read-only' ? [] : ['status', 'verify', 'diff'])]) {
      const { exit, stderr } = netlab(verb, ...(verb === 'status' ? [] : ['router']));
      expect({ verb, exit, stderr }).toEqual({ verb, exit: 3, stderr: expect.stringMatching(why) });
    }
  } finally {
    sh('umount /run/netlab 2>/dev/null; rm -rf /run/netlab /run/else');
  }
});

it.each([
  ['a link', 'ln -s /etc /etc/netns/router.red'],
  ['a folder with a hosts', 'mkdir /etc/netns/router.red; echo mine >/etc/netns/router.red/hosts'],
  ['a file', 'echo mine >/etc/netns/router.red'],
])('/etc/netns/NAME that is %s is never replaced', (_, make) => {
  sh(make);
  const before = sh('ls -lR /etc/netns');
  try {
    expect(netlab('up', 'router')).toMatchObject({ exit: 2, stderr: expect.stringContaining('router.red') });
    expect(netlab('down', 'router').exit).toBe(0);
    expect(sh('ls -lR /etc/netns')).toBe(before);
  } finally {
    sh('rm -r /etc/netns/router.red');
  }
});

it('a full /run: nothing is left of what did not fit', () => {
  expect(netlab('up', lab, '-q').exit).toBe(0);
  sh('mount -o remount,size=8m /run; cat /dev/zero >/run/fill 2>/dev/null || :');
  try {
    for (const verb of [
      ['diff', lab],
      ['up', 'router'],
    ]) {
      const { exit, stderr } = netlab(...verb);
      expect({ verb, exit, stderr }).toEqual({ verb, exit: 4, stderr: expect.stringContaining('no space') });
    }
    expect(readdirSync('/run/netlab').sort()).toEqual([lab, `${lab}.lock`]);
    expect(netlab('status', lab).exit).toBe(0);
    expect(netlab('down', lab).exit).toBe(0);
  } finally {
    sh('rm -f /run/fill; mount -o remount,size=50% /run');
  }
});

it('down of what never was up is no fault, and a name that cannot be is one', () => {
  for (const name of ['router', 'my-own-lab'])
    expect(netlab('down', name)).toMatchObject({ exit: 0, stdout: `${name} was not up\n` });
  expect(netlab('down', 'ruoter').stderr).toContain('did you mean "router"');
  expect(netlab('down', 'No_Lab').exit).toBe(2);
  expect(netlab('down', 'no-such.yaml').exit).toBe(2);
});
