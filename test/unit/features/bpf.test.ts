/** The printed commands of `bpf`. The object is that of test/netns/bpf, where the commands are run. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { printStep } from '../../../src/steps/print.ts';
import { compiled, withRed } from '../compiled.ts';

const fixture = new URL('../../netns/bpf/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'netlab-bpf-'));
afterAll(() => rmSync(folder, { recursive: true }));
for (const file of ['hooks.bpf.c', 'hooks.o', 'hooks.sha256'])
  copyFileSync(fixture + file, join(folder, file));

const programs = [
  { program: 'on_connect', cgroup: 'connect4' },
  { program: 'see_packet', tc: 'ingress', dev: 'eth0', prio: 7 },
  { program: 'see_packet', tc: 'egress', dev: 'eth0' },
  { program: 'see_frame', xdp: 'generic', dev: 'eth0' },
];
const maps = [{ map: 'refused', entries: [{ key: 'ip $(blue) be16 81 zero 2', value: 'u32 1' }] }];
const built = (bpf: object, more: object = {}, path = join(folder, 'lab.yaml')) =>
  compiled(withRed({ bpf: { objects: ['hooks.bpf.c'], ...bpf }, ...more }), [], path);
const printedFrom = (plan: ReturnType<typeof built>['plan'], stage: string) =>
  plan.steps.filter((step) => step.stage === stage).flatMap((step) => printStep(step, plan));

describe('bpf', () => {
  const { plan } = built({ programs, maps }, { serve: ['80/tcp'] });
  const b = '/run/netlab/x/bpf/red';

  it('loads, fills and attaches', () => {
    expect(printedFrom(plan, 'programs')).toEqual([
      'mkdir /run/netlab/x/cgroup/red',
      `mkdir -p ${b}`,
      `bpftool -n prog loadall /run/netlab/x/objects/hooks.o ${b}/programs pinmaps ${b}/maps`,
      `bpftool map update pinned ${b}/maps/refused key 192 0 2 2 0 81 0 0 value 1 0 0 0`,
      `bpftool cgroup attach /run/netlab/x/cgroup/red connect4 pinned ${b}/programs/on_connect multi`,
      `tc -n x.red filter add dev eth0 ingress protocol all prio 7 bpf da object-pinned ${b}/programs/see_packet`,
      `tc -n x.red filter add dev eth0 egress protocol all prio 1 bpf da object-pinned ${b}/programs/see_packet`,
      `ip -n x.red link set dev eth0 xdpgeneric pinned ${b}/programs/see_frame`,
    ]);
    expect(printedFrom(plan, 'interface settings')).toEqual(['tc -n x.red qdisc add dev eth0 clsact']);
  });

  it('writes the object in base64', () => {
    const step = plan.steps.find(({ id }) => id === 'bpf/hooks.o');
    expect(step).toMatchObject({ kind: 'write', base64: true });
    const content = step?.kind === 'write' ? step.content : '';
    expect(Buffer.from(content, 'base64').equals(readFileSync(`${fixture}hooks.o`))).toBe(true);
  });

  it('everything in the node joins its cgroup', () => {
    expect(plan.nodes).toEqual([
      { name: 'red', namespace: 'x.red', cgroup: '/run/netlab/x/cgroup/red' },
      { name: 'blue', namespace: 'x.blue' },
    ]);
    expect(printedFrom(plan, 'processes')[1]).toMatch(
      /^sh -c 'echo 0 > "\$0" && exec "\$@"' \/run\/netlab\/x\/cgroup\/red\/cgroup\.procs ip netns exec x\.red python3 /,
    );
  });

  it('needs features of the kernel', () => {
    expect(plan.requires.kernel).toEqual(['bpf', 'cgroup2', 'cls_bpf', 'clsact', 'veth']);
    expect(plan.requires.tools).toEqual(expect.arrayContaining(['base64', 'bpftool']));
    expect(plan.requires.tools).not.toContain('clang');
  });

  it('without a program of a cgroup, there is no cgroup', () => {
    const { plan: less } = built({ programs: programs.slice(1), maps });
    expect(less.nodes[0]).toEqual({ name: 'red', namespace: 'x.red' });
    expect(JSON.stringify(less.steps)).not.toContain('cgroup2');
  });

  it('shares the qdisc with filters of the interface', () => {
    const qdisc = { ingress: [{ src: 'blue', mirror: 'lo', prio: 9 }] };
    const { plan: both } = built({ programs }, { interfaces: { eth0: { qdisc } } });
    expect(printedFrom(both, 'interface settings').filter((line) => line.includes('clsact'))).toHaveLength(1);
  });

  it.each([
    ['the source', 'hooks.bpf.c'],
    ['the object', 'hooks.o'],
  ])('compiles the source if %s has changed', (_, file) => {
    const other = mkdtempSync(join(tmpdir(), 'netlab-bpf-'));
    try {
      for (const one of ['hooks.bpf.c', 'hooks.o', 'hooks.sha256'])
        copyFileSync(fixture + one, join(other, one));
      writeFileSync(join(other, file), Buffer.concat([readFileSync(fixture + file), Buffer.from('\n')]));
      const { plan: changed } = built(
        { programs: [{ program: 'new', tc: 'ingress', dev: 'eth0' }] },
        {},
        join(other, 'lab.yaml'),
      );
      expect(changed.requires.tools).toContain('clang');
      const steps = changed.steps.filter(({ id }) => id.startsWith('bpf/hooks'));
      expect(steps.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
        'bpf/hooks.bpf.c write',
        'bpf/hooks.o bpf-compile',
      ]);
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  it('asks for trust, and again when a file beside the lab has changed', () => {
    const ask = () => built({ programs }).asks();
    const before = ask();
    expect(before).toMatchObject([{ what: 'bpf', why: 'its programs run in the kernel' }]);
    writeFileSync(join(folder, 'hooks.bpf.c'), '// nothing\n');
    const after = ask();
    copyFileSync(`${fixture}hooks.bpf.c`, join(folder, 'hooks.bpf.c'));
    expect(after[0]!.beside).not.toEqual(before[0]!.beside);
    expect(ask()).toEqual(before);
  });
});
