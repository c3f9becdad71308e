/**
 * Variables of the environment with odd values: every verb ends with a sentence and its exit code. None hangs, prints a stack trace, or
 * passes an escape sequence or a command for a CI server on. LANG, LC_ALL, NODE_OPTIONS and LD_PRELOAD are left out: Node and the
 * dynamic linker read them before netlab starts.
 */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { netlab, netlabWith } from './run-netlab.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-environment-'));
const names = [
  ...[
    'HOME',
    'TMPDIR',
    'XDG_STATE_HOME',
    'XDG_RUNTIME_DIR',
    'XDG_CACHE_HOME',
    'TERM',
    'COLUMNS',
    'NO_COLOR',
    'CI',
  ],
  ...[
    'SHELL',
    'EDITOR',
    'PAGER',
    'BASH_ENV',
    'ENV',
    'FORCE_COLOR',
    'GITHUB_ACTIONS',
    'GITHUB_WORKSPACE',
    'TZ',
  ],
  ...[
    'GITHUB_STEP_SUMMARY',
    'PYTHONPATH',
    'PYTHONHOME',
    'XTABLES_LIBDIR',
    'TC_LIB_DIR',
    'NODE_PATH',
    'IFS',
    'USER',
  ],
];
const values = {
  empty: '',
  'a missing folder': '/nowhere/at/all',
  'a file': '/etc/hostname',
  'a device': '/dev/null',
  long: `/${'a'.repeat(5000)}`,
  'an escape sequence': '\x1b[31mred\x1b]0;title\x07',
  'two lines': '/tmp/a\n::error::b',
  relative: 'some/where',
  'a loop of links': join(folder, 'loop'),
};
const verbs = [
  'list',
  'verify veth-pair',
  'shell veth-pair red',
  'test refused.yaml --evidence evidence',
  'vm status',
];

beforeAll(() => {
  buildBundle();
  symlinkSync('loop', join(folder, 'loop'));
  writeFileSync(join(folder, 'refused.yaml'), 'lab: refused\nnodes: { a: { x: 1 } }\n');
  expect(netlab('up', 'veth-pair', '-q')).toMatchObject({ exit: 0, stderr: '' });
});
afterAll(() => {
  netlab('down', 'veth-pair');
  rmSync(folder, { recursive: true });
});

/** The program of $SHELL has exit codes of its own. */
const exits = (words: string) => [0, 1, 2, 3, 4, ...(words.startsWith('shell') ? [126, 127] : [])];

function check(words: string, env: Readonly<Record<string, string>>): void {
  const { exit, stdout, stderr } = netlabWith({ cwd: folder, env }, words.split(' '));
  const said = `${words}: ${stdout}${stderr}`;
  expect(exits(words), said).toContain(exit);
  expect(said).not.toMatch(/^ {4}at |Traceback|Errno/m);
  expect(said).not.toMatch(/\x1b\[31mred|\x07|^\s*::error::b/m);
}

it.each(Object.entries(values))('%s', (_, value) => {
  const env = Object.fromEntries(names.map((name) => [name, value]));
  for (const words of verbs) check(words, env);
});

it.each(['empty', 'a file', 'relative', 'an escape sequence', 'long'] as const)('PATH: %s', (name) => {
  for (const words of ['list', 'verify veth-pair']) check(words, { PATH: values[name] });
});
