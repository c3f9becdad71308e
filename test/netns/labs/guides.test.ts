/**
 * Runs each command of README.md and of the guides, and compares the output, apart from times, ports and the like.
 * `scripts/guides` writes the new output into the pages.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { down } from '../../../src/apply/down.ts';
import { labsFolder, packageRoot, shippedLabs } from '../../../src/cli/find-lab.ts';
import { local } from '../../../src/places/local.ts';
import { rerun } from '../../labs/guide.ts';
import { sample, seed } from '../../labs/sample.ts';
import { labsOfThisKernel } from '../../labs/where.ts';

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.js'], { cwd: packageRoot() });
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
  // A difference that load made is not there a second time; a rotten guide is.
  const again = { retry: 1 };
  it.for(sample(labsOfThisKernel, 8))('%s does what its guide says', again, async (lab, { expect }) => {
    const path = pathOf(lab);
    await expect(await rerun(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
  });
});

// Not beside the guides: README.md uses one of their labs.
it('README.md shows what its commands print', { retry: 1 }, async () => {
  const path = `${packageRoot()}/README.md`;
  await expect(await rerun(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
});
