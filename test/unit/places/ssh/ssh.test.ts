import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it, test } from 'vitest';
import { kindOf } from '../../../../src/places/index.ts';
import { whyUnreachable } from '../../../../src/places/ssh/unreachable.ts';
import { asRoot, sshArgv } from '../../../../src/places/ssh/words.ts';

test.each([
  ['ssh://host', 'ssh'],
  ['ssh://user@host:2222', 'ssh'],
  ['ssh://me@[2001:db8::1]:22', 'ssh'],
  ['local', 'local'],
  ['rootless', 'rootless'],
  ['vagrant', 'vagrant'],
  ['ssh', 'ssh'],
  ['ssh://-oProxyCommand=x', undefined],
  ['ssh://user@', undefined],
  ['ssh://-user@host', undefined],
  ['ssh://host;reboot', undefined],
  ['nowhere', undefined],
])('--on %s is %s', (spec, kind) => {
  expect(kindOf(spec)?.name).toBe(kind);
});

describe('the words for ssh', () => {
  const folder = mkdtempSync(`${tmpdir()}/netlab-`);
  afterAll(() => rmSync(folder, { recursive: true }));
  const env = { XDG_RUNTIME_DIR: folder };
  const target = { name: 'ssh://me@there', host: 'there', user: 'me' };

  it('ask nothing, hand no agent on and end options before the host', () => {
    const argv = sshArgv(target, env);
    for (const word of ['BatchMode=yes', '-a', '-x', '-T', 'ClearAllForwardings=yes'])
      expect(argv).toContain(word);
    expect(argv.slice(-4)).toEqual(['-l', 'me', '--', 'there']);
  });

  it('share one connection per target, whose socket is short', () => {
    const socket = (one: object) =>
      sshArgv({ ...target, ...one }, env).find((word) => word.startsWith('ControlPath='))!;
    expect(socket({})).toBe(socket({}));
    expect(socket({ port: 2 })).not.toBe(socket({}));
    expect(socket({}).length - folder.length).toBeLessThan(40);
  });

  it('take a key, a configuration and options of a place of its own', () => {
    const argv = sshArgv(
      { ...target, port: 2222, identity: '/k', config: '/c', options: ['UserKnownHostsFile=/h'] },
      env,
      true,
    );
    expect(argv.join(' ')).toMatch(/-F \/c -a -x -tt -i \/k -p 2222 -o UserKnownHostsFile=\/h /);
    expect(argv).toContain('IdentitiesOnly=yes');
  });

  it("are none where the folder of the socket is not this user's alone", () => {
    const open = `${folder}/open`;
    mkdirSync(`${open}/netlab`, { recursive: true });
    chmodSync(`${open}/netlab`, 0o755);
    expect(() => sshArgv(target, { XDG_RUNTIME_DIR: open })).toThrow(`${open}/netlab cannot be used`);
  });

  it('carry argv through the login shell unchanged', () => {
    expect(asRoot(['printf', "it's $HOME"])).toMatch(/ netlab printf 'it'\\''s \$HOME'$/);
  });
});

test.each([
  ['ssh: connect to host h port 22: Connection refused', 'the host', 'does sshd run'],
  ['ssh: connect to host h port 22: No route to host', 'the host', 'is it up'],
  ['ssh: Could not resolve hostname h: Name or service not known', 'the host', 'ssh -p 7 me@h'],
  ['me@h: Permission denied (publickey).', 'the login', 'ssh-copy-id -p 7 me@h'],
  ['Host key verification failed.', 'the host key', 'look at the key'],
  ['sudo: a password is required', 'root', 'NOPASSWD'],
  ['me is not in the sudoers file.', 'root', 'NOPASSWD'],
  ['netlab: no sudo', 'root', 'ssh://root@h'],
  ['netlab: no python3', 'python3', 'apt-get install python3'],
  ['ssh: not found', 'ssh', 'apt-get install openssh-client'],
])('%s', (said, what, todo) => {
  const why = whyUnreachable(`Welcome\n${said}\n`, { name: 'ssh://me@h:7', host: 'h', user: 'me', port: 7 });
  expect(why.what).toBe(what);
  expect(why.todo).toContain(todo);
});

test.each([
  ['where ssh says nothing', '', 'vm'],
  ['where nothing answers', 'ssh: connect to host h port 22: Connection refused', 'vm'],
  ['not where the other side answers', 'me@h: Permission denied (publickey).', 'the login'],
  ['not where python3 is what it lacks', 'netlab: no python3', 'python3'],
])('a place that knows why it may have gone is asked %s', (_, said, what) => {
  const whyGone = () => ({ what: 'vm', why: 'the VM has ended', todo: '' });
  expect(whyUnreachable(said, { name: 'vm', host: 'h', whyGone }).what).toBe(what);
});
