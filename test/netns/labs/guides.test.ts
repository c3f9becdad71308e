/**
 * Runs each command of README.md, docs/testing.md and the guides, and compares the output, apart from times, ports and the like.
 * `scripts/guides` writes the new output into the pages.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { down } from '../../../src/apply/down.ts';
import { labsFolder, packageRoot, shippedLabs } from '../../../src/engine/find-lab.ts';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { rerun } from '../../labs/guide.ts';
import { sample, seed } from '../../labs/sample.ts';
import { labsOfThisKernel } from '../../labs/where.ts';

beforeAll(() => {
  buildBundle();
});

afterAll(async () => {
  for (const lab of labsOfThisKernel) await down(lab, local);
});

const pathOf = (lab: string) => `${labsFolder()}/${lab}/README.md`;

/** Every guide has these, in this order; each of the three ways to break a lab has a heading of its own. */
const sections = ['## Topology', '## Build, observe, verify', '## Observations', '## Break it'];

it.each(shippedLabs())(
  '%s has a guide of a screen and a half, with things to try and three to break',
  (lab) => {
    const guide = readFileSync(pathOf(lab), 'utf8');
    expect(guide).toMatch(new RegExp(`^# ${lab}\n`));
    expect(guide.match(/^## .*/gm)).toEqual(sections);
    expect(guide.match(/^### .*/gm)).toHaveLength(3);
    expect(guide.match(/^\$ netlab verify .*--quiet/gm)).toHaveLength(3);
    expect(guide.match(/^\$ netlab /gm)?.length).toBeGreaterThanOrEqual(5);
    expect(guide).not.toMatch(/could not run|Bad rule|Error: |unknown command/);
    expect(guide.split('\n').length).toBeLessThan(130);
  },
);

// Side by side, because most of the time passes waiting for replies that a broken lab does not send.
describe.concurrent(`guide, NETLAB_SEED=${seed}`, () => {
  it.for(sample(labsOfThisKernel, 8))('%s does what its guide says', async (lab, { expect }) => {
    const path = pathOf(lab);
    await expect(await rerun(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
  });
});

// Not beside the guides: README.md uses one of their labs.
it('README.md shows what its commands print', async () => {
  const path = `${packageRoot()}/README.md`;
  await expect(await rerun(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
});

/** The labs of docs/testing.md: the TTL that the second one expects is wrong. */
const example = (name: string, checks: readonly string[]) => `lab: ${name}
nodes: { a: {}, b: {} }
links: [{ endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify:
  - ping: { from: b, to: a }
${checks.map((check) => `  - ${check}\n`).join('')}`;

it('docs/testing.md shows what its commands print', async () => {
  const path = `${packageRoot()}/docs/testing.md`;
  const folder = mkdtempSync(join(tmpdir(), 'netlab-page-'));
  try {
    mkdirSync(join(folder, 'labs'));
    writeFileSync(join(folder, 'labs/good.yaml'), example('good', []));
    const checks = [
      'interface: { at: a:eth0, expect: { state: up } }',
      'ping: { from: a, to: b, expect: { ttl: 63 } }',
    ];
    writeFileSync(join(folder, 'labs/broken.yaml'), example('broken', checks));
    await expect(await rerun(readFileSync(path, 'utf8'), folder)).toMatchFileSnapshot(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
