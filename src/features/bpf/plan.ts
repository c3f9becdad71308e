import type { Source } from '../../base/diagnostic.ts';
import type { PlanScope } from '../../model/context.ts';
import { nodeCgroup, pinned, programsFolder } from '../../model/lab-programs.ts';
import type { Step } from '../../model/plan.ts';
import { removalText } from '../../steps/remove-programs.ts';
import type { AttachedProgram, Bpf } from './bpf.ts';
import type { BpfObject } from './object.ts';

/** Levels of the stage: the cgroup, programs, entries of maps, hooks. */
const [cgroupLevel, loadLevel, entryLevel, hookLevel] = [0, 1, 2, 3];

export function bpfSteps(bpf: Bpf, scope: PlanScope): readonly Step[] {
  const { node, directory } = scope;
  const common = { stage: 'programs', node: node.name } as const;
  return [
    ...labSteps(bpf, scope),
    ...clsactSteps(bpf, scope),
    ...(hasCgroup(bpf) ? [cgroupStep(bpf, scope)] : []),
    ...bpf.objects.map(
      (object): Step => ({
        ...{ kind: 'bpf-load', id: `${node.name}/bpf/${object.name}`, ...common, level: loadLevel },
        source: object.source,
        reason: `The kernel verifies and loads the programs of ${object.name} for ${node.name}.`,
        object: objectPath(directory, object),
        folder: `${programsFolder(directory)}/${node.name}`,
        programs: programsOf(object, bpf),
        code: object.code,
      }),
    ),
    ...bpf.entries.map(
      ({ map, volatile, title, key, value, about, source }): Step => ({
        ...{ kind: 'bpf-map', id: `${node.name}/bpf/${map}/${title}`, ...common, level: entryLevel, source },
        reason: about ?? `The map ${map} has the key ${title}.`,
        ...{ map, pin: `${pinned(directory, node.name, 'maps')}/${map}`, key, value },
        ...(volatile ? { volatile } : {}),
      }),
    ),
    ...bpf.programs.map((one) => hookStep(one, scope)),
  ];
}

const cgroupStep = ({ source }: Bpf, { node, directory }: PlanScope): Step => ({
  ...{ kind: 'cgroup', id: `${node.name}/cgroup`, stage: 'programs', level: cgroupLevel },
  ...{ node: node.name, source, path: nodeCgroup(directory, node.name) },
  reason: `All processes of ${node.name} join this cgroup.`,
});

const labCgroupStep = ({ source }: Bpf, lab: string, directory: string): Step => ({
  ...{ kind: 'lab-cgroup', id: 'lab/cgroup', stage: 'files', level: 1, node: null, source, lab, directory },
  reason: 'The cgroup of the lab. Its nodes have theirs in it.',
  undo: ['sh', '-c', removalText(lab, directory)],
});

const hasCgroup = ({ programs }: Bpf): boolean => programs.some(({ spec }) => 'cgroup' in spec);

/** The names that the lab uses. Those of an object that is not compiled yet are not known. */
function programsOf(object: BpfObject, { objects, programs }: Bpf): readonly string[] {
  const names = [...new Set(programs.map(({ spec }) => spec.program))];
  const ofOthers = objects.flatMap((one) =>
    one === object ? [] : Object.keys(one.compiled?.programs ?? {}),
  );
  const own = object.compiled && Object.keys(object.compiled.programs);
  return names.filter((name) => (own ? own.includes(name) : !ofOthers.includes(name)));
}

const fileOf = (directory: string, name: string): string => `${directory}/objects/${name}`;
const objectPath = (directory: string, { name }: BpfObject): string => fileOf(directory, `${name}.o`);

/** Steps of the place, which all nodes with programs share. */
function labSteps(bpf: Bpf, { lab, directory }: PlanScope): readonly Step[] {
  const common = { stage: 'files', node: null, source: bpf.source } as const;
  return [
    ...(hasCgroup(bpf) ? [labCgroupStep(bpf, lab.name, directory)] : []),
    {
      ...{ kind: 'bpf-filesystem', id: 'bpf/filesystem', ...common, level: 1, directory },
      reason: 'Programs and maps of the lab have names here.',
      undo: ['umount', programsFolder(directory)],
    },
    ...bpf.objects.flatMap((object) => objectSteps(object, directory)),
  ];
}

function objectSteps(object: BpfObject, directory: string): readonly Step[] {
  const { name, source, code, compiled } = object;
  const path = objectPath(directory, object);
  const write = { kind: 'write', stage: 'files', level: 0, node: null, source, mode: 0o644 } as const;
  if (compiled)
    return [
      {
        ...{ ...write, id: `bpf/${name}.o`, reason: `The object of ${name}.bpf.c, in base64.` },
        ...{ path, content: compiled.base64, base64: true },
      },
    ];
  const copy = fileOf(directory, `${name}.bpf.c`);
  const errors = { source: { file: code.file, line: 0, column: 1 }, pattern: '\\.bpf\\.c:(\\d+):\\d+: ' };
  return [
    {
      ...{ ...write, id: `bpf/${name}.bpf.c`, path: copy, content: code.text },
      reason: `The source ${name}.bpf.c, which has no object of its own beside it.`,
    },
    {
      ...{ kind: 'bpf-compile', id: `bpf/${name}.o`, stage: 'files', level: 1, node: null, source },
      ...{ path: copy, object: path, errors },
      reason: `clang compiles ${name}.bpf.c.`,
    },
  ];
}

/** The interface may have filters of its own (`qdisc`), which need the same qdisc. */
function clsactSteps({ programs }: Bpf, { node }: PlanScope): readonly Step[] {
  const sources = new Map<string, Source>();
  for (const { spec, source } of programs)
    if ('tc' in spec && !sources.has(spec.dev)) sources.set(spec.dev, source);
  return [...sources].map(([dev, source]) => ({
    ...{ kind: 'tc', id: `${node.name}/qdisc/${dev}/clsact`, stage: 'interface settings', level: 1 },
    ...{ node: node.name, source, shared: true, settings: [] },
    ...{ object: 'qdisc', dev, parent: 'clsact', handle: 'ffff:', type: 'clsact' },
    reason: `Programs see the packets of ${dev} of ${node.name}.`,
  }));
}

function hookStep({ spec, source }: AttachedProgram, { node, directory }: PlanScope): Step {
  const { program, about } = spec;
  const pin = `${pinned(directory, node.name, 'programs')}/${program}`;
  const common = { stage: 'programs', level: hookLevel, node: node.name, source } as const;
  if ('tc' in spec)
    return {
      ...{ ...common, kind: 'tc', id: `${node.name}/bpf/tc/${spec.dev}/${spec.tc}/${spec.prio}` },
      reason:
        about ??
        `${program} sees what ${spec.tc === 'ingress' ? 'arrives at' : 'leaves'} ${spec.dev} of ${node.name}.`,
      ...{ object: 'filter', dev: spec.dev, parent: spec.tc, handle: String(spec.prio), type: 'bpf' },
      protocol: 'all',
      settings: [
        { name: 'program', words: ['da', 'object-pinned', pin], shown: `${program}:[*fsobj] direct-action` },
      ],
    };
  if ('xdp' in spec)
    return {
      ...{ ...common, kind: 'xdp', id: `${node.name}/bpf/xdp/${spec.dev}` },
      reason: about ?? `${program} sees the frames that arrive at ${spec.dev} of ${node.name}.`,
      ...{ dev: spec.dev, mode: spec.xdp, program, pin },
    };
  return {
    ...{ ...common, kind: 'bpf-cgroup', id: `${node.name}/bpf/${spec.cgroup}/${program}` },
    reason: about ?? `${program} runs at ${spec.cgroup} for the sockets of ${node.name}.`,
    ...{ cgroup: nodeCgroup(directory, node.name), hook: spec.cgroup, program, pin },
  };
}
