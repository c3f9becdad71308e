import { afterEach, beforeEach, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import type { ApplyEvent } from '../../../src/apply/event.ts';
import { findJournal } from '../../../src/apply/journal.ts';
import { local } from '../../../src/places/local.ts';
import { leftovers, network, nothing } from './look.ts';
import { node, run, start, twoNodes, write } from './plans.ts';

const lab = 'two';
const file = '/tmp/lab.yaml';
let before: ReturnType<typeof network>;

beforeEach(() => {
  before = network();
});

afterEach(async () => {
  await down(lab, local);
  expect(await leftovers()).toEqual(nothing);
  expect(network()).toEqual(before);
});

it('builds a lab that works, remembers it, and leaves nothing when it is taken down', async () => {
  const events: ApplyEvent[] = [];
  const { outcome, journal } = await apply(twoNodes(lab), local, { file, on: (event) => events.push(event) });
  expect(outcome).toBe('built');
  const namespaces = await local.namespaces();
  expect(journal).toMatchObject({ state: 'up', lab, file, place: 'local' });
  expect(journal.namespaces).toEqual(
    [...namespaces]
      .map(([name, inode]) => ({ name, inode }))
      .sort(
        (a, b) =>
          twoNodes(lab).nodes.findIndex((one) => one.namespace === a.name) -
          twoNodes(lab).nodes.findIndex((one) => one.namespace === b.name),
      ),
  );
  expect(events.filter(({ kind }) => kind === 'wave-done')).toMatchObject([
    { wave: 'namespaces', count: 3 },
    { wave: 'ground', count: 4 },
    { wave: 'links', count: 2 },
    { wave: 'nodes' },
    { wave: 'rules', count: 1 },
    { wave: 'processes', count: 1 },
  ]);
  const red = { node: node(lab, 'red') };
  expect(await local.run({ ...red, argv: ['ping', '-c1', '-W2', 'blue'], names: true })).toMatchObject({
    exit: 0,
  });
  const ask = "import socket; print(socket.create_connection(('192.0.2.2', 80)).recv(9).decode())";
  expect((await local.run({ ...red, argv: ['python3', '-c', ask] })).stdout).toBe('blue\n');
  expect((await local.run({ ...red, argv: ['ip', '-6', 'route'] })).stdout).toContain(
    'blackhole 2001:db8::/64',
  );
  const saved = await local.run({ node: node(lab, 'blue'), argv: ['iptables-save'] });
  expect(saved.stdout).toContain(':FORWARD DROP');
  expect(saved.stdout).toContain('-A WEB -m comment --comment "it\\\'s" -j RETURN');

  const downed = await down(lab, local);
  expect(downed).toMatchObject({ existed: true, namespaces: 3, processes: 1, problems: [], notes: [] });
});

it('does nothing for a lab that is up and unchanged, whatever its lines and reasons', async () => {
  await apply(twoNodes(lab), local, { file });
  const inodes = await local.namespaces();
  const plan = twoNodes(lab);
  const moved = {
    ...plan,
    steps: plan.steps.map((step) => ({
      ...step,
      reason: 'Other words.',
      source: { file, line: 1, column: 1 },
    })),
  };
  expect(await apply(moved, local, { file })).toMatchObject({
    outcome: 'unchanged',
    journal: { state: 'up' },
  });
  expect(await local.namespaces()).toEqual(inodes);
});

it('says what differs, and replaces a lab only when told to', async () => {
  await apply(twoNodes(lab), local, { file });
  const inodes = await local.namespaces();
  const changed = twoNodes(lab, [run('routes', 'red', 'ip route add default via 192.0.2.2', 1)]);
  await expect(apply(changed, local, { file })).rejects.toMatchObject({
    name: 'LabDiffers',
    difference: { added: ['red/ip_route_add_default_via_192.0.2.2'], removed: [], changed: [] },
    message: expect.stringContaining('1 added'),
  });
  expect(await local.namespaces()).toEqual(inodes);
  const events: string[] = [];
  const on = (event: ApplyEvent) => events.push(event.kind === 'cleaned' ? event.why : event.kind);
  expect(await apply(changed, local, { file, replace: true, on })).toMatchObject({ outcome: 'built' });
  expect(events[0]).toBe('replaced');
});

it('builds an unchanged lab anew when told to replace it, because somebody broke it by hand', async () => {
  await apply(twoNodes(lab), local, { file });
  const red = { node: node(lab, 'red') };
  await local.run({ ...red, argv: ['ip', 'link', 'set', 'lo', 'down'] });
  expect(await apply(twoNodes(lab), local, { file, replace: true })).toMatchObject({ outcome: 'built' });
  // The kernel may reuse the inode of a deleted namespace, so inodes prove nothing here.
  expect((await local.run({ ...red, argv: ['ip', 'link', 'show', 'lo'] })).stdout).toContain('LOOPBACK,UP');
});

it('sees that a namespace of a lab has gone', async () => {
  await apply(twoNodes(lab), local, { file });
  await local.run({ argv: ['ip', 'netns', 'del', `${lab}.red`] });
  await expect(apply(twoNodes(lab), local, { file })).rejects.toMatchObject({ gone: [`${lab}.red`] });
});

it('ends processes in a namespace whose name was taken away by hand', async () => {
  await apply(twoNodes(lab), local, { file });
  await local.run({ argv: ['ip', 'netns', 'del', `${lab}.blue`] });
  expect(await down(lab, local)).toMatchObject({ processes: 1, namespaces: 2, problems: [] });
});

it('leaves a namespace alone that took the place of one of the lab', async () => {
  const name = `${lab}.red`;
  await apply(twoNodes(lab), local, { file });
  // Made before the other is gone: the kernel gives the inode of a namespace that is gone to the next.
  const replace = `ip netns add newer && ip netns del ${name} && cd /run/netns && touch ${name} && mount --bind newer ${name}`;
  expect(await local.script(replace)).toMatchObject({ exit: 0 });
  try {
    expect(await down(lab, local)).toMatchObject({
      namespaces: 2,
      problems: [],
      notes: [expect.stringContaining(name)],
    });
    expect([...(await local.namespaces()).keys()].sort()).toEqual([name, 'newer'].sort());
  } finally {
    await local.script(`ip netns del ${name}; ip netns del newer`);
  }
});

it('runs commands and processes where the node has files of its own', async () => {
  const mounts = `/run/netlab/${lab}/pid/red.mounts`;
  const upper = `/run/netlab/${lab}/node/red/upper`;
  const inside = `mount -t overlay -o lowerdir=/etc,upperdir=${upper}/etc,workdir=/run/netlab/${lab}/node/red/work overlay /etc && echo mounted && exec sleep infinity`;
  const base = twoNodes(lab, [
    write(lab, 'red', `${upper}/etc/netlab-test`, 'only red sees it: āĈ\n'),
    write(lab, 'red', `${upper}/etc/hosts`, '192.0.2.2 blue\n'),
    write(lab, 'red', `/run/netlab/${lab}/node/red/work/.keep`, ''),
    start(lab, 'red', 'mounts', ['unshare', '--mount', 'sh', '-c', inside], {
      level: 0,
      pid: mounts,
      ready: { line: 'mounted', within: 5 },
    }),
    run('processes', 'red', 'grep -q āĈ /etc/netlab-test', 2),
    run('processes', 'red', 'grep -q blue /etc/hosts', 2),
  ]);
  const plan = { ...base, nodes: base.nodes.map((one) => (one.name === 'red' ? { ...one, mounts } : one)) };
  await apply(plan, local, { file });
  const red = plan.nodes[0];
  if (!red) throw new Error('no node');
  expect((await local.run({ node: red, argv: ['cat', '/etc/netlab-test'] })).stdout).toContain('only red');
  expect((await local.run({ argv: ['cat', '/etc/netlab-test'] })).exit).toBe(1);
  expect(await down(lab, local)).toMatchObject({ processes: 2, problems: [] });
});

it('clears away what a reboot left of a lab, and nothing else', async () => {
  await apply(twoNodes(lab), local, { file });
  // A reboot empties /run and keeps /etc: the links there lead nowhere.
  expect(await local.script(`cp -a /etc/netns/${lab}.red /run/kept`)).toMatchObject({ exit: 0 });
  await down(lab, local);
  await local.script(`mv /run/kept /etc/netns/${lab}.red`);
  expect(await down(lab, local)).toMatchObject({ existed: true, namespaces: 0, problems: [], notes: [] });
  expect(await leftovers()).toEqual(nothing);
  await local.script(`ln -s /run/netlab/${lab}/etc/${lab}.red /etc/netns/${lab}.red`);
  expect(await apply(twoNodes(lab), local, { file })).toMatchObject({ outcome: 'built' });
});

it('does not believe the inodes of a journal that another boot wrote', async () => {
  await apply(twoNodes(lab), local, { file });
  const found = await findJournal(local, lab);
  if (found.kind !== 'journal') throw new Error('no journal');
  const path = `/run/netlab/${lab}/journal.json`;
  const { namespaces } = found.journal;
  await down(lab, local);
  await local.script('ip netns add other');
  const inode = (await local.namespaces()).get('other') ?? 0;
  const old = {
    ...found.journal,
    bootId: 'another',
    namespaces: namespaces.map((one) => ({ ...one, inode })),
  };
  await local.write(path, JSON.stringify(old));
  expect(await down(lab, local)).toMatchObject({ namespaces: 0, processes: 0, problems: [] });
  expect([...(await local.namespaces()).keys()]).toEqual(['other']);
  await local.script('ip netns del other');
});
