/** netlab never touches what others made under a lab's names, and finds what it made itself without a journal. */
import { afterEach, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { findJournal, writeJournal } from '../../../src/apply/journal.ts';
import type { Journal } from '../../../src/model/journal.ts';
import type { Place } from '../../../src/model/place.ts';
import { local } from '../../../src/places/local.ts';
import { leftovers, nothing } from './look.ts';
import { run, twoNodes } from './plans.ts';

const lab = 'two';
const file = '/tmp/lab.yaml';
const [red, blue] = [`${lab}.red`, `${lab}.blue`];

/** Makes a namespace that is not netlab's, with a process in it and a folder of files. */
async function stranger(name: string): Promise<void> {
  await sh(
    `ip netns add ${name} && mkdir -p /etc/netns && rm -f /etc/netns/${name} && mkdir /etc/netns/${name} && echo mine >/etc/netns/${name}/hosts`,
  );
  await sh(`setsid nsenter --net=/run/netns/${name} sleep 4711 >/dev/null 2>&1 </dev/null &`);
  await until(async () => (await strangers()).length > 0);
}

const strangers = async () => (await local.processes()).filter(({ argv }) => argv.join(' ') === 'sleep 4711');

async function sh(script: string): Promise<string> {
  const { exit, stdout, stderr } = await local.script(script);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  return stdout;
}

async function until(so: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 300_000; !(await so()); )
    if (performance.now() > end) throw new Error('it never came');
}

/** Checks that it is unchanged, and removes it. */
async function expectUntouched(name: string): Promise<void> {
  expect([...(await local.namespaces()).keys()]).toEqual([name]);
  expect(await strangers()).toHaveLength(1);
  expect(await sh(`cat /etc/netns/${name}/hosts`)).toBe('mine\n');
  await local.end(await strangers(), 1000);
  await sh(`ip netns del ${name}; rm -r /etc/netns/${name}`);
}

const told = (name: string) => [
  expect.stringContaining(`To remove it: ip netns del ${name}`),
  expect.stringContaining(`To remove it: rm -r /etc/netns/${name}`),
];

afterEach(async () => {
  await down(lab, local);
  expect(await leftovers()).toEqual(nothing);
});

/** As `up` writes it before its first command. */
async function onlyJournal(): Promise<void> {
  const { journal } = await apply(twoNodes(lab), local, { file });
  await down(lab, local);
  const { nodes } = journal;
  const first: Journal = {
    ...{ ...journal, state: 'building', planHash: '' },
    namespaces: nodes.map(({ namespace }) => ({ name: namespace })),
  };
  await writeJournal(local, first);
}

/** `up`, killed where the script that makes namespaces has come to this word; it removes nothing. */
async function killedAt(word: string): Promise<void> {
  let over = false;
  const place: Place = {
    ...local,
    async script(text, options) {
      if (over) throw new Error('killed');
      over = true;
      expect(text).toContain(word);
      return local.script(
        text.replace(word, () => `kill -9 $$; ${word}`),
        options,
      );
    },
    run: () => Promise.reject(new Error('killed')),
    remove: () => Promise.reject(new Error('killed')),
  };
  await expect(apply(twoNodes(lab), place, { file })).rejects.toThrow('killed');
  expect(await findJournal(local, lab)).toMatchObject({ kind: 'journal', journal: { state: 'building' } });
}

describe('a namespace of somebody else is left alone and told', () => {
  it('that was made when only the journal was there', async () => {
    await onlyJournal();
    await stranger(red);
    expect(await down(lab, local)).toMatchObject({
      namespaces: 0,
      processes: 0,
      problems: [],
      notes: told(red),
    });
    await expectUntouched(red);
  });

  it('whose lab is not up', async () => {
    await stranger(red);
    expect(await down(lab, local)).toMatchObject({ existed: false, problems: [], notes: told(red) });
    await expectUntouched(red);
  });

  it('and nothing is built on top of it', async () => {
    await onlyJournal();
    await stranger(red);
    await expect(apply(twoNodes(lab), local, { file })).rejects.toMatchObject({ name: 'NameTaken' });
    await expectUntouched(red);
  });

  it.each(['mount --bind', 'ip -batch', 'ln -s'])(
    'that was made when up was killed before %s',
    async (word) => {
      await killedAt(word);
      await stranger(red);
      expect(await down(lab, local)).toMatchObject({ problems: [], notes: told(red) });
      await expectUntouched(red);
    },
  );

  it('that took the name of one with processes, which end', async () => {
    await apply(twoNodes(lab), local, { file });
    await sh(`ip netns del ${blue}`);
    await stranger(blue);
    expect(await down(lab, local)).toMatchObject({ processes: 1, problems: [], notes: told(blue) });
    await expectUntouched(blue);
  });

  it('that took the name of one without processes, maybe with its inode', async () => {
    await apply(twoNodes(lab), local, { file });
    const inode = (await local.namespaces()).get(red);
    await sh(`ip netns del ${red}`);
    // The kernel gives an inode again once it has freed the namespace.
    for (let attempt = 0; attempt < 20; attempt++) {
      await sh(`ip netns add ${red}`);
      if ((await local.namespaces()).get(red) === inode) break;
      await sh(`ip netns del ${red}; sleep 0.05`);
    }
    await sh(`ip netns list | grep -q '^${red}' || ip netns add ${red}`);
    expect(await down(lab, local)).toMatchObject({ problems: [], notes: [told(red)[0]] });
    expect([...(await local.namespaces()).keys()]).toEqual([red]);
    await sh(`ip netns del ${red}`);
  });
});

it('ends what a command of the lab has put into other namespaces', async () => {
  const leave = (words: string) => ({
    ...run('processes', 'red', ''),
    id: `red/run/${words}`,
    argv: ['sh', '-c', `setsid ${words} sleep 4712 >/dev/null 2>&1 &`],
  });
  const ours = async () => (await local.processes()).filter(({ argv }) => argv.join(' ') === 'sleep 4712');
  await apply(twoNodes(lab, ['unshare -n', 'nsenter -t 1 -n', 'unshare -pf'].map(leave)), local, { file });
  await until(async () => (await ours()).length === 3);
  await down(lab, local);
  expect(await ours()).toEqual([]);
});

describe('a journal that cannot be read', () => {
  const path = `/run/netlab/${lab}/journal.json`;
  it.each([
    ['is cut off', `echo '{"version":3' >${path}`],
    ['holds something else', `echo '{"version":3,"lab":"${lab}","namespaces":[null]}' >${path}`],
    ['is a folder', `rm ${path} && mkdir ${path}`],
    ['is a FIFO', `rm ${path} && mkfifo ${path}`],
    ['is a link', `rm ${path} && ln -s /etc/passwd ${path}`],
    ['is far too large', `truncate -s 3G ${path}`],
    ['is not there', `rm ${path}`],
  ])('that %s keeps down from nothing', async (_, script) => {
    await apply(twoNodes(lab), local, { file });
    await sh(script);
    expect(await down(lab, local)).toMatchObject({
      existed: true,
      namespaces: 3,
      processes: 1,
      problems: [],
    });
    expect(await leftovers()).toEqual(nothing);
  });
});
