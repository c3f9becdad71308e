/** The output of netlab while it works and at its end: on a terminal, on a dumb one, and in a log. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { netlab, sh } from './run-netlab.ts';
import { onTerminal } from './terminal.ts';

const progress = /\d+ of \d+ checks/;

beforeAll(() => {
  netlab('up', 'bridge', '--quiet');
});

afterAll(() => {
  netlab('down', 'bridge');
});

describe('verify on a terminal', () => {
  it('shows from the first moment what it does, and leaves nothing of it', async () => {
    const { exit, written, lines } = await onTerminal(['verify', 'bridge']);
    expect(exit).toBe(0);
    expect(written).toMatch(/^\s*(\x1b\[2m)? {2}finding bridge/);
    expect(written).toMatch(progress);
    expect(lines.join('\n')).not.toMatch(/finding|of \d+ checks {2}|comparing/);
    expect(lines[0]).toMatch(/^ {2}ok/);
    expect(lines.at(-2)).toMatch(/checks passed in/);
  });

  it('ends with the cause, once', async () => {
    const name = netlab('exec', 'bridge', 'switch', '--', 'ls', '/sys/class/net').stdout;
    expect(name).toContain('br0');
    netlab('exec', 'bridge', 'switch', '--', 'ip', 'link', 'set', 'br0', 'down');
    try {
      const { exit, lines } = await onTerminal(['verify', 'bridge']);
      expect(exit).toBe(1);
      const text = lines.slice(-24).join('\n');
      expect(text).toMatch(
        /checks passed \(.*\ncause {2}switch's br0 is down\. Look:\n {9}netlab exec bridge switch -- ip .*\n$/,
      );
      expect(lines.filter((line) => line.includes("switch's br0 is down"))).toHaveLength(1);
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
    } finally {
      netlab('exec', 'bridge', 'switch', '--', 'ip', 'link', 'set', 'br0', 'up');
    }
  });

  it('is ended by Ctrl-C with a clean line', async () => {
    const { exit, lines } = await onTerminal(['verify', 'bridge'], { when: progress, keys: '\x03' });
    expect(exit).toBe(130);
    expect(lines.filter(Boolean)).toEqual(['netlab: interrupted']);
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['no colour of a dumb terminal', { TERM: 'dumb' }],
    ['a CI job with a terminal', { CI: 'true' }],
  ])('has no sequence but those of its line: %s', async (_, env) => {
    const { written, lines } = await onTerminal(['verify', 'bridge'], { env });
    expect(lines[0]).toMatch(/^ {2}(\x1b\[\d+m)?ok/);
    if (!('CI' in env)) expect(written.replaceAll('\x1b[J', '')).not.toContain('\x1b');
    expect(progress.test(written.replace(/\d+ of \d+ checks passed/, ''))).toBe('NO_COLOR' in env);
  });
});

it('prints nothing of its progress in a pipe', () => {
  const { stdout, stderr } = netlab('verify', 'bridge');
  expect(stderr).toBe('');
  expect(stdout).not.toMatch(/\r|\x1b|finding/);
});

describe('up and mutate on a terminal', () => {
  it('show what they do, and leave nothing of it', async () => {
    netlab('down', 'bridge');
    const up = await onTerminal(['up', 'bridge']);
    expect(up.written).toMatch(/^\s*(\x1b\[2m)? {2}compiling bridge/);
    expect(up.lines.join('\n')).not.toContain('compiling');
    expect(up.lines.join('\n')).toMatch(/\n {2}links +\d+ +\d+ ms\n/);
    const mutate = await onTerminal(['mutate', 'bridge', '--sample', '1', '--min', '0']);
    expect(mutate.written).toContain('verifying the lab without a mutant');
    expect(mutate.lines.join('\n')).not.toMatch(/verifying|1 of 1 mutants/);
    expect(sh('ip netns list')).not.toContain('mutant');
  });
});
