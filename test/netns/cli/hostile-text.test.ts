/**
 * A lab whose every text is hostile: what any verb and any reporter prints of it holds printable characters, newlines and netlab's own
 * colours, no line that a CI server would obey, and no line of a shell script that the lab has written.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { netlabWith } from './run-netlab.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-hostile-'));
const canary = join(folder, 'canary');
/** As an `about` may hold it. */
const about = JSON.stringify(
  `why\n::error::PWN\n  ::set-output name=x::PWN\n##vso[task.x]PWN\ntouch ${canary}\n\u202ePWN\u2028PWN\u200b`,
);
/** As an argument, a file or a log may hold it. */
const any =
  '\\e[31mPWN\\e]0;PWN\\a\\x9b2J\\r\\x7f\\u202e\\u2066\\u2028\\ufeff\\n::error::PWN\\n##[group]PWN\\nsection_start:1:x\\r\\e[0KPWN\\n';
const text = `
lab: hostile
about: ${about}
vars: { odd: "${any}" }
nodes:
  a:
    about: ${about}
    serve: [80/http]
    sysctls: { net.ipv4.ip_forward: { value: 1, about: ${about} } }
    iptables:
      - { rule: '-A INPUT -p tcp --dport 9 -m comment --comment "##vso[x]PWN" -j DROP', about: ${about} }
    routes: [{ to: 203.0.113.0/24, via: b, about: ${about} }]
    interfaces: { eth0: { about: ${about} } }
    files: { /etc/odd: "${any}" }
    run:
      - { exec: [printf, "%s", "${any}"], about: ${about} }
      - { process: [sh, -c, "printf '%s' \\"$0\\"; printf '%s' \\"$0\\" >&2; exec sleep 1000", "${any}"], about: ${about} }
  b: {}
links:
  - { endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24], about: ${about} }
verify:
  - command: { at: a, run: [printf, "%s", "${any}"], expect: { lines: ["${any}"] }, about: ${about} }
  - command: { at: a, run: [sh, -c, "printf '%s' \\"$0\\" >&2; exit 3", "${any}"] }
  - command: { at: a, run: [sh, -c, "printf '{\\"k\\": \\"\\\\\\\\u001b[31mPWN\\\\\\\\n::error::PWN\\"}'"], expect: { json: { k: 1 } } }
  - command: { at: a, run: [sh, -c, "printf '%s' \\"$0\\" >&2; exit 127", "${any}"] }
  - command: { at: a, run: [cat, /etc/odd], expect: { lines: ["${any}"] } }
  - http: { from: b, to: a, port: 80, path: "/PWN", expect: { status: 201 } }
  - ping: { from: a, to: b, about: ${about} }
`;
const odd = 'odd\x1b[31mPWN\r\n::error::PWN\n\u202e.yaml';
const file = join(folder, 'labs', odd);

const netlab = (argv: readonly string[]) =>
  netlabWith(
    {
      cwd: folder,
      env: { FORCE_COLOR: '1', HOME: folder, GITHUB_ACTIONS: '', XDG_STATE_HOME: join(folder, 'state') },
    },
    argv,
  );

const own = /\x1b\[(?:1|2|22|31|32|33|36|39)m/g;
/** Tabs are blanks: ipset and others print them. */
const unseen = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** Written apart from the encoders. */
function harmless(what: string, said: string): void {
  expect(said, what).not.toMatch(/\x1b\[31mPWN/);
  const plain = said.replaceAll(own, '');
  expect(unseen.exec(plain)?.[0], what).toBeUndefined();
  expect(plain, what).not.toMatch(/^\s*::|##[a-z]*\[/m);
}

const says = (argv: readonly string[], exit: number): string => {
  const all = netlab(argv);
  harmless(`${argv.join(' ')} (stdout)`, all.stdout);
  harmless(`${argv.join(' ')} (stderr)`, all.stderr);
  expect(all.exit, `${argv.join(' ')}: ${all.stdout}${all.stderr}`).toBe(exit);
  return all.stdout;
};

beforeAll(() => {
  buildBundle();
  execaSync('mkdir', ['-p', join(folder, 'labs', 'guide')]);
  writeFileSync(file, text);
  writeFileSync(join(folder, 'labs', 'guide', 'lab.yaml'), 'lab: guide\nnodes: { a: {} }\n');
  writeFileSync(
    join(folder, 'labs', 'guide', 'README.md'),
    '# \x1b[31mPWN\n\n::error::PWN\n\n- ::error::PWN `\x9b31m`\n\n```\n::error::PWN ##[x]\n\x1b[2J\n```\n\n[PWN](https://x\x1b]0;PWN\x07)\n\n| a\u202e | b |\n|---|---|\n| ::error::PWN | \r |\n',
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

it('every verb that reads a lab', () => {
  for (const argv of [
    ['list', join(folder, 'labs')],
    ['list', join(folder, 'labs'), '--json'],
    ['show', file],
    ['show', join(folder, 'labs', 'guide')],
    ['validate', file],
    ['validate', file, '--json'],
    ['render', file],
    ['render', file, '--json'],
    ['plan', file, '--all'],
    ['plan', file, '--format', 'sh'],
    ['plan', file, '--format', 'sh', '--down'],
    ['plan', file, '--json'],
    ['graph', file],
    ['graph', file, '--format', 'mermaid'],
    ['graph', file, '--json'],
    ['mutate', file, '--list'],
    ['mutate', file, '--list', '--json'],
  ])
    says(argv, 0);
  for (const argv of [
    ['up', `${file}x`],
    ['validate', file, '--set', 'nodes.a.about=\x1b[31mPWN'],
    ['validate', file, '--set', 'x\n::error::PWN'],
    ['status', '\x1b[31mPWN\n::error::PWN'],
    ['\x1b[31mPWN'],
    ['test', file, '--reporter', '\x1b[31mPWN\n::error::PWN'],
  ])
    says(argv, 2);
});

it('the printed script builds the lab, and runs nothing that stood in an about', () => {
  const { stdout } = netlab(['plan', file, '--format', 'sh']);
  const { exitCode, stderr } = execaSync('sh', [], {
    reject: false,
    stripFinalNewline: false,
    input: stdout,
  });
  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(existsSync(canary)).toBe(false);
  const { mtimeMs } = statSync('/run/netns/hostile.a');
  expect(mtimeMs).toBeGreaterThan(0);
  expect(
    execaSync('sh', [], { reject: false, input: netlab(['plan', file, '--format', 'sh', '--down']).stdout })
      .exitCode,
  ).toBe(0);
  expect(readdirSync('/run/netns').filter((name) => name.startsWith('hostile.'))).toEqual([]);
});

it('every verb that builds one or asks one that is up', () => {
  try {
    says(['up', file], 2);
    says(['up', file, '--trust', '--verbose'], 0);
    for (const argv of [
      ['status'],
      ['status', 'hostile'],
      ['status', 'hostile', '--json'],
      ['logs', 'hostile'],
    ])
      says(argv, 0);
    says(['verify', 'hostile'], 1);
    says(['verify', 'hostile', '--json'], 1);
    execaSync('ip', ['-n', 'hostile.a', 'link', 'set', 'eth0', 'alias', 'x\x1b[31mPWN\n::error::PWN']);
    execaSync('ip', [
      'netns',
      'exec',
      'hostile.a',
      'iptables',
      '-A',
      'INPUT',
      '-m',
      'comment',
      '--comment',
      'x\x1b[31mPWN\n::error::PWN',
    ]);
    says(['diff', 'hostile'], 1);
    says(['diff', 'hostile', '--json'], 1);
    says(['trace', 'hostile', 'b', 'a', '--http', '80'], 0);
    says(['trace', 'hostile', 'b', 'a', '--format', 'mermaid'], 0);
    says(['trace', 'hostile', 'b', 'a', '--json'], 0);
    says(['capture', 'hostile', 'a', '-f', '-w/x'], 2);
  } finally {
    says(['down', 'hostile'], 0);
  }
});

it('every reporter, and what is kept as evidence', () => {
  for (const reporter of ['lines', 'tree', 'json', 'junit', 'tap'])
    says(['test', file, '--reporter', reporter, '--evidence', join(folder, 'evidence')], 1);
  const summary = join(folder, 'summary.md');
  netlab(['test', file, '--reporter', `github=${summary}`, '--evidence', join(folder, 'evidence')]);
  harmless('the summary', readFileSync(summary, 'utf8'));
  const { stderr } = netlab(['test', file, '--reporter', 'github', '--evidence', join(folder, 'evidence')]);
  for (const line of stderr.split('\n').filter((one) => one !== '')) {
    expect(unseen.exec(line.replaceAll(own, ''))?.[0]).toBeUndefined();
    if (/^\s*::/.test(line))
      expect(line).toMatch(/^::(error|notice) file=[^:]*,line=\d+,col=\d+,title=[^:]*::/);
  }
  const [kept] = readdirSync(join(folder, 'evidence'));
  for (const name of ['logs', 'state'].flatMap((one) =>
    readdirSync(join(folder, 'evidence', kept!, one)).map((each) => join(one, each)),
  ))
    harmless(name, readFileSync(join(folder, 'evidence', kept!, name), 'utf8'));
  for (const name of ['report.json', 'report.txt', 'plan.sh', 'journal.json'])
    harmless(name, readFileSync(join(folder, 'evidence', kept!, name), 'utf8'));
});
