/** Mistakes with services, made in a lab that is up: the check that shows each fails, and verify and trace print its cause. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { netlab } from '../cli/run-netlab.ts';
import { lab, mistakes } from './mistakes.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-mistakes-'));
const file = join(folder, 'lab.yaml');

beforeAll(() => {
  buildBundle();
  return () => {
    rmSync(folder, { recursive: true });
  };
});

afterEach(() => {
  expect(netlab('down', 'mistakes')).toMatchObject({ exit: 0 });
});

function up(text: string): void {
  writeFileSync(file, text);
  expect(netlab('up', file, '--quiet')).toMatchObject({ exit: 0 });
}

it.each(['iptables', 'nftables'])('the lab without a mistake passes, mode %s', (proxy) => {
  up(lab(proxy));
  expect(netlab('verify', 'mistakes', '--quiet')).toMatchObject({ exit: 0 });
});

it.each(mistakes)('$title', ({ proxy, texts = [], made, check, verify, trace, cause }) => {
  const text = texts.reduce((all, [before, after]) => {
    expect(all).toContain(before);
    return all.replace(before, after);
  }, lab(proxy));
  up(text);
  if (made) execaSync('ip', ['netns', 'exec', `mistakes.${made[0]}`, 'sh', '-ec', made[1]]);

  const report = JSON.parse(netlab('verify', 'mistakes', '--json').stdout);
  const failed = report.checks.filter(({ id }: { id: string }) => id.startsWith(check));
  expect(failed).toMatchObject([{ status: 'fail' }]);
  expect(failed[0].look.why).toMatch(verify);

  const traced = JSON.parse(netlab('trace', 'mistakes', ...trace, '--wait', '1', '--json').stdout);
  if (!cause) {
    expect(traced).toMatchObject({ outcome: 'answered', causes: [] });
    return;
  }
  const [id, node, why] = cause;
  expect(traced.causes[0]).toMatchObject({ id, node });
  expect(traced.causes[0].why).toMatch(why);
});
