/** The Vagrantfile is Ruby that Vagrant takes; what it runs installs what labs use and starts nothing. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tools } from '../../src/places/requirements/tools.ts';
import { type Opened, openVm, stopVm } from '../../src/places/vm/vm.ts';
import { describeVm, inGuest, run } from './guest.ts';

const root = new URL('../..', import.meta.url).pathname;
const script = readFileSync(`${root}scripts/provision`, 'utf8');
const has = (program: string) => run('sh', ['-c', `command -v ${program}`]).exit === 0;

describe('Vagrantfile', () => {
  it.skipIf(!has('ruby'))('is Ruby (skipped without ruby)', () => {
    expect(run('ruby', ['-c', `${root}Vagrantfile`])).toMatchObject({ exit: 0 });
  });
  it.skipIf(!has('vagrant'))('is what Vagrant takes (skipped without vagrant)', () => {
    expect(run('env', ['-C', root, 'vagrant', 'validate'])).toMatchObject({ exit: 0 });
  });
  it('runs a script that is there', () => {
    const path = /path: '([^']+)'/.exec(readFileSync(`${root}Vagrantfile`, 'utf8'))?.[1];
    expect(path).toBe('scripts/provision');
    expect(run('sh', ['-n', `${root}${path}`])).toMatchObject({ exit: 0 });
  });
});

describe('scripts/provision', () => {
  it.each(tools.all.filter(({ large }) => !large).map((tool) => [tool.name, tool.package]))(
    'brings %s (%s)',
    (_, name) => {
      expect(script).toMatch(new RegExp(`[\\s']${name}[\\s']`));
    },
  );
});

// The VM has no network and no list of packages: apt-get is a stand-in there, that notes how it was called.
describeVm('scripts/provision in the VM, with a stand-in for apt-get', () => {
  let vm: Opened;
  beforeAll(async () => {
    vm = await openVm();
    const standIn = [
      '#!/bin/sh',
      'echo "$*" >> /tmp/calls',
      '/usr/sbin/policy-rc.d; echo "policy $?" >> /tmp/calls',
      '[ ! -e /tmp/fail ] || exit 100',
    ].join('\n');
    inGuest(
      vm.endpoint,
      `mkdir -p /tmp/bin; cat > /tmp/bin/apt-get <<'END'\n${standIn}\nEND\nchmod 755 /tmp/bin/apt-get`,
    );
    inGuest(vm.endpoint, `cat > /tmp/provision <<'END'\n${script}\nEND`);
  });
  afterAll(async () => {
    await stopVm();
  });
  const provision = (before: string) =>
    inGuest(
      vm.endpoint,
      `rm -f /tmp/calls /tmp/fail /usr/sbin/policy-rc.d; ${before}\nPATH=/tmp/bin:$PATH sh /tmp/provision >&2; echo "exit $?"; cat /tmp/calls; cat /usr/sbin/policy-rc.d 2>&1`,
    ).stdout.split('\n');

  it('installs, forbids every start meanwhile, and takes the ban away', () => {
    const lines = provision('');
    expect(lines.slice(0, 3)).toEqual(['exit 0', '-q update', 'policy 101']);
    expect(lines[3]).toMatch(/^-q -y install --no-install-recommends iproute2 .*wireguard-tools$/);
    expect(lines[4]).toBe('policy 101');
    expect(lines[5]).toMatch(/No such file/);
  });
  it('gives back the ban that was there before', () => {
    expect(provision('echo before > /usr/sbin/policy-rc.d').at(-2)).toBe('before');
  });
  it('takes the ban away when packages cannot be had', () => {
    const lines = provision('touch /tmp/fail');
    expect(lines[0]).toBe('exit 100');
    expect(lines.at(-2)).toMatch(/No such file/);
  });
});
