// The output of each reporter for one run, as a golden file, and read back by its consumers: python3's XML, perl's prove.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, describe, expect, it, test } from 'vitest';
import { reporters } from '../../../../src/cli/reporters/index.ts';
import type { TestRun } from '../../../../src/model/test-run.ts';
import { plain } from '../paint.ts';
import { run, told } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-reporters-'));
afterAll(() => rmSync(folder, { recursive: true }));
const saved = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const of = (name: string, given: TestRun = run, more = {}) => told(reporters.get(name), given, more);
const passed: TestRun = { ...run, labs: [run.labs[0]!, run.labs[4]!] };

test.each([
  ['tree', 'tree.txt', {}],
  ['lines', 'lines.txt', {}],
  ['junit', 'junit.xml', {}],
  ['tap', 'tap.tap', {}],
  ['github', 'github.md', { toFile: true }],
])('%s writes what stands in its file', async (name, file, more) => {
  await expect(of(name, run, more).text).toMatchFileSnapshot(`golden/${file}`);
});

test.each(['tree', 'lines'])('%s ends with the sum', (name) => {
  expect(of(name).text.trimEnd().split('\n').at(-1)).toBe('1 passed, 3 failed, 1 skipped');
});

test.each(['tree', 'lines'])('no line of %s is longer than the terminal, but for long words', (name) => {
  const long = of(name)
    .text.split('\n')
    .filter((line) => line.length > 80);
  expect(long).toEqual([]);
});

describe('json', () => {
  it('is the run itself, with its sum', () => {
    expect(JSON.parse(of('json').text)).toEqual({
      ...(JSON.parse(JSON.stringify(run)) as object),
      sum: { passed: 1, failed: 3, skipped: 1 },
    });
  });
});

describe('junit', () => {
  // As readers do it that refuse what they do not know: names, counts that add up, numbers that are numbers.
  const reader = `
import sys, xml.etree.ElementTree as E, re
root = E.parse(sys.argv[1]).getroot()
assert root.tag == 'testsuites', root.tag
known = {'testsuite': {'name','tests','failures','errors','skipped','time','timestamp','file'},
         'testcase': {'name','classname','time','file','line'}, 'failure': {'message','type'}, 'error': {'message','type'},
         'skipped': {'message'}, 'properties': set(), 'system-err': set(), 'property': {'name','value'}}
def count(of, kind): return len(of.findall('.//' + kind))
for e in root.iter():
    if e is root: continue
    assert set(e.attrib) <= known[e.tag], (e.tag, e.attrib)
for one in [root, *root.findall('testsuite')]:
    assert re.fullmatch(r'\\d+\\.\\d{3}', one.get('time'))
    for key, kind in [('tests','testcase'), ('failures','failure'), ('errors','error'), ('skipped','skipped')]:
        assert int(one.get(key)) == count(one, kind), (one.get('name'), key)
for suite in root: 
    assert suite.find('testcase') is not None
    tags = [e.tag for e in suite]
    assert tags == sorted(tags, key=['properties', 'testcase', 'system-err'].index), tags
for case in root.iter('testcase'):
    assert len(case) <= 1 and case.get('name') and case.get('classname') and int(case.get('line')) > 0
    print(case.get('file') + ':' + case.get('line'), case.get('name'), case[0].tag if len(case) else 'ok', sep='|')
`;
  const read = (given: TestRun) => {
    const file = saved('report.xml', of('junit', given).text);
    const { exitCode, stdout, stderr } = execaSync('python3', ['-c', reader, file], {
      reject: false,
      stripFinalNewline: false,
    });
    expect([exitCode, stderr]).toEqual([0, '']);
    return stdout.trimEnd().split('\n');
  };

  it('is what a strict reader takes, case by case', () => {
    expect(read(run)).toEqual([
      'labs/bad.yaml:9|ping red -> blue|ok',
      'labs/bad.yaml:7|ping a -> b|ok',
      'labs/bad.yaml:8|ping a -> b, 100 % #1|failure',
      'labs/bad.yaml:9|capture a:eth0, b:eth0 icmp|error',
      'labs/typo.yaml:4|unknown-type|failure',
      'labs/taken.yaml:1|lab|error',
      'labs/wireguard-tunnel/lab.yaml:1|lab|skipped',
    ]);
  });

  it('holds no character that XML has not', () => {
    const odd = { ...run.labs[3]!, why: 'a\x00b\x1bc\uD800d\uFFFEe\t<&>"\u{1F310}' };
    expect(read({ ...run, labs: [odd] })).toEqual(['labs/taken.yaml:1|lab|error']);
  });
});

const hasProve = execaSync('prove', ['--version'], { reject: false }).exitCode === 0;

describe.skipIf(!hasProve)('tap, as prove reads it', () => {
  const prove = (given: TestRun) =>
    execaSync('prove', ['--exec', 'cat', saved('report.tap', of('tap', given).text)], {
      reject: false,
      stripFinalNewline: false,
    });

  it('fails for the labs that failed, and finds no fault with the text', () => {
    const { exitCode, stdout } = prove(run);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Failed tests:  2-4');
    expect(stdout).toContain('Tests: 5 Failed: 3');
    expect(stdout).not.toContain('Parse errors');
  });

  it('passes where all did or were skipped', () => {
    const { exitCode, stdout } = prove(passed);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Result: PASS')]);
  });

  it('fails when the run was interrupted', () => {
    expect(prove({ ...passed, interrupted: true }).exitCode).not.toBe(0);
  });
});

describe('github', () => {
  it('annotates the line of what failed, by the path in the repository, escaped', () => {
    expect(of('github').notes).toEqual([
      '::warning file=part/labs/router/lab.yaml,line=4,col=3,title=router%3A unused-node::x has no link & ::error::no <check> uses it%0Adelete it',
      '::error file=part/labs/bad.yaml,line=8,col=5,title=labs/bad.yaml%3A ping a -> b%2C 100 %25 #1::expected a reply, ttl < 63 & more%0Asaw none (1 sent, 0 received)%0Aa has no route, <none>%0A  netlab exec bad a -- ip route',
      '::error file=part/labs/bad.yaml,line=9,col=5,title=labs/bad.yaml%3A capture a%3Aeth0%2C b%3Aeth0 icmp::expected a reply%0Asaw the probe could not run: tcpdump: ]]>',
      '::error file=part/labs/typo.yaml,line=4,col=33,title=labs/typo.yaml%3A unknown-type::unknown interface type "vxlna"',
      '::error file=part/labs/taken.yaml,line=1,col=1,title=labs/taken.yaml::taken is up already on local, and was left alone%0Aremove it: netlab down taken',
      '::notice file=part/labs/wireguard-tunnel/lab.yaml,line=1,col=1,title=wireguard-tunnel::wireguard in the kernel is missing: boot one that has it',
    ]);
  });

  it("appends its summary to the job's page, and writes nothing elsewhere", () => {
    const page = saved('summary.md', 'before\n');
    expect(of('github', run, { env: { GITHUB_STEP_SUMMARY: page } }).text).toBe('');
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(/^before\n## netlab: 1 passed, 3 failed, 1 skipped\n/);
  });

  it('leaves out what would make the page too long for GitHub, and says so', () => {
    const big = { ...run.labs[3]!, why: 'x'.repeat(500_000) };
    const { text } = of('github', { ...run, labs: [big, big, big] }, { toFile: true });
    expect(text.length).toBeLessThan(1 << 20);
    expect(text).toContain('and 2 more that did not pass');
  });
});

describe('tree on a terminal', () => {
  it('puts what others say above what is running', () => {
    let text = '';
    const sink = { paint: plain, columns: 80, live: true, toFile: false, cwd: '/', env: {} };
    const tree = reporters.get('tree').start({
      ...sink,
      workflow: () => {},
      erase(lines) {
        text += `\x1b[${lines}A\x1b[J`;
      },
      write(more) {
        text += more;
      },
    });
    tree.event?.({ kind: 'phase', name: 'router', phase: 'up', place: 'vm' });
    tree.note?.('starting the VM');
    expect(text).toMatch(/\.\. {4}router.*\n {2}0 of 0\n\x1b\[2A\x1b\[Jstarting the VM\n {2}\.\. {4}router/);
  });

  it('rewrites what is running, and leaves what has ended', () => {
    const { text } = of('tree', run, { live: true });
    const screen: string[] = [];
    // A terminal with two commands: cursor up, and erase below.
    for (const piece of text.split(/(\x1b\[\d+A\x1b\[J|\n)/)) {
      const up = /^\x1b\[(\d+)A/.exec(piece)?.[1];
      if (up) screen.splice(screen.length - Number(up));
      else if (piece !== '\n' && piece !== '') screen.push(piece);
    }
    const left = of('tree')
      .text.split('\n')
      .filter((line) => line !== '');
    expect(screen).toEqual(left);
    expect(text).toMatch(/ {2}\.\. {4}labs\/bad\.yaml {2,}local {2}up/);
  });
});
