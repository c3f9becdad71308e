/**
 * After each of the three breaks of a guide, repair makes the lab as it was. With `scripts/test --all` in all labs of this kernel;
 * else in a few.
 */
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { findLab, labsFolder, packageRoot } from '../../../src/engine/find-lab.ts';
import { runChecks } from '../../../src/engine/run-checks.ts';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { shipped } from '../../labs/build.ts';
import { isWhole, ofCommands, whole } from '../../labs/repaired.ts';
import { sample, seed } from '../../labs/sample.ts';
import { labsOfThisKernel } from '../../labs/where.ts';

const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), 'netlab-repair-'));

beforeAll(() => {
  buildBundle();
  symlinkSync(join(packageRoot(), 'bin/netlab.js'), join(folder, 'netlab'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Break {
  readonly title: string;
  readonly commands: readonly string[];
}

/** Breaks that repair cannot see (docs/repair.md): of offloads, of a daemon's run-time state and of connection tracking. */
const unseen = [' ethtool -K ', ' birdc ', ' conntrack -D '];

/** The commands of each break that change the lab: those from the first change to the next look. */
function breaksOf(lab: string): readonly Break[] {
  const [, text = ''] = readFileSync(`${labsFolder()}/${lab}/README.md`, 'utf8').split('\n## Break it\n');
  return text
    .split('\n### ')
    .slice(1)
    .map((section) => {
      const all = [...section.matchAll(/^\$ (.*)$/gm)].map(([, command]) => command!);
      // A guide builds its lab anew between breaks.
      const typed = all.filter((command) => !/^netlab up \S+ --replace/.test(command));
      const changes = (command: string) => command.startsWith('netlab exec');
      const rest = typed.slice(typed.findIndex(changes));
      const look = rest.findIndex((command) => !changes(command));
      return { title: section.split('\n')[0]!, commands: rest.slice(0, look < 0 ? undefined : look) };
    })
    .filter(({ commands }) => !commands.some((command) => unseen.some((word) => command.includes(word))));
}

const labs = labsOfThisKernel.filter((name) => !ofCommands.includes(name));

it.for(sample(labs, 4))(`the breaks of %s, NETLAB_SEED=${seed}`, async (name) => {
  const { lab, plan } = shipped(name);
  await apply(plan, local, { file: findLab(name, packageRoot()).path });
  try {
    await runChecks(plan, lab.ready, local, { signal });
    const before = await whole(plan);
    for (const { title, commands } of breaksOf(name)) {
      for (const command of commands)
        execaSync('sh', ['-c', `${command} || :`], {
          cwd: packageRoot(),
          env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
        });
      expect(await isWhole(`${name}: ${title}`, plan, before), `${name}: ${title}`).toBeGreaterThan(0);
    }
    await runChecks(plan, lab.ready, local, { signal });
    const { checks } = await runChecks(plan, lab.checks, local, { signal });
    expect(
      checks.filter(({ status }) => status !== 'pass').map(({ title, saw }) => `${title}: ${saw}`),
    ).toEqual([]);
  } finally {
    await down(name, local);
  }
});
