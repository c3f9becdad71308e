/** Where labs ask for --trust: the table in docs/trust.md. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { candidates } from '../../../src/engine/choose-place.ts';
import { requireTrust } from '../../../src/engine/trust.ts';
import { kindOf, placeKinds } from '../../../src/places/index.ts';

afterEach(() => vi.restoreAllMocks());

const asUser = (user: number) => vi.spyOn(process, 'geteuid').mockReturnValue(user);
const asking = (user: number) => {
  asUser(user);
  return placeKinds.all.filter((kind) => kind.rightsOfLab()).map(({ name }) => name);
};

it('root is asked everywhere', () => expect(asking(0)).toEqual(placeKinds.names));

it('an ordinary user is asked everywhere but in the VM, which shows the lab no file of the user', () =>
  expect(asking(1000)).toEqual(placeKinds.names.filter((name) => name !== 'vm')));

it('every kind of place is in the table of docs/trust.md', () => {
  const page = readFileSync(new URL('../../../docs/trust.md', import.meta.url), 'utf8');
  const rows = /\| place \| asked \|\n\| --- \| --- \|\n((?:\|.*\n)+)/.exec(page)?.[1] ?? '';
  for (const user of [0, 1000]) {
    asUser(user);
    for (const { name } of placeKinds.all) {
      const own = rows
        .split('\n')
        .filter((row) => row.includes(`\`${name === 'ssh' ? 'ssh://...' : name}\``));
      const row = own.find((one) => one.includes(user === 0 ? 'as root' : 'as an ordinary user')) ?? own[0];
      const word = kindOf(name === 'ssh' ? 'ssh://x' : name)?.rightsOfLab() ? 'always' : 'never';
      expect(row, `${name}, user ${user}`).toContain(`| ${word}:`);
    }
  }
});

it('with --on auto, it is asked about all places that are tried', () => {
  const lab = { file: 'own.yaml', bytes: new Uint8Array(), shipped: false, sets: [] };
  const at = { file: 'own.yaml', line: 1, column: 1 };
  const asks = [{ what: 'run', why: 'its commands run', at, text: '{}' }];
  const build = (on: string) =>
    requireTrust(asks, lab, {
      places: candidates({ on, env: {}, note: () => undefined }),
      caller: { env: { XDG_STATE_HOME: '/nonexistent', HOME: '/nonexistent' } },
      verb: 'up',
    });
  asUser(1000);
  expect(build('vm')).toMatch(/^[0-9a-f]{64}$/);
  expect(() => build('auto')).toThrow('your user would run or read these parts of own.yaml on rootless;');
  asUser(0);
  expect(() => build('auto')).toThrow('root would run or read these parts of own.yaml on local or vm;');
});
