/** BPF in a node, as bpftool prints it: pinned programs, programs of its cgroup, and the maps that the lab fills. */
import { shellWord } from '../base/quote.ts';
import type { Step } from '../model/plan.ts';
import type { StatePart } from '../state/state-part.ts';
import { bytesText } from './bpf-bytes.ts';

export interface BpfState {
  /** Names of pinned programs. */
  readonly programs: readonly string[];
  readonly cgroup: boolean;
  /** Programs of the node's cgroup. `type` as libbpf names it: `cgroup_inet4_connect`. */
  readonly attached: readonly { readonly type: string; readonly id: number; readonly name: string }[];
  /** Values by key, of maps by name. Bytes in decimal: `10 0 0 1`. Absent for a map that does not exist. */
  readonly maps: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export const bpfPart: StatePart<BpfState> = {
  name: 'bpf',
  command: commandOf,
  shown: ['bpftool prog show', 'bpftool map show'],
  read: readBpf,
  lines: ({ programs, cgroup, attached, maps }, steps) => [
    ...programs.map((name) => `program ${name}`),
    ...(cgroup ? ['cgroup of the node'] : []),
    ...attached.map(({ type, name }) => `${type} ${name}`),
    ...[...maps].flatMap(([name, entries]) =>
      [...entries].map(
        ([key, value]) => `map ${name} key ${key}${isVolatile(name, steps) ? '' : ` value ${value}`}`,
      ),
    ),
  ],
  difference: {
    what: 'bpf',
    key: (text) => text.split(' value ')[0],
    say: (text) => text,
    name: (text) => text.split(' value ')[0]!,
    values: (is, should) => [
      { field: 'value', is: is.split(' value ')[1] ?? '', should: should.split(' value ')[1] ?? '' },
    ],
  },
};

const isVolatile = (map: string, steps: readonly Step[]): boolean =>
  steps.some((step) => step.kind === 'bpf-map' && step.map === map && step.volatile === true);

/** Each line begins with what it is of. bpftool prints JSON on one line, also of an error. */
function commandOf(steps: readonly Step[]): string {
  const line = (head: string, words: readonly string[]) =>
    `printf '%s ' ${shellWord(head)}; bpftool -j ${words.map(shellWord).join(' ')}; echo`;
  const maps = new Map(steps.flatMap((step) => (step.kind === 'bpf-map' ? [[step.map, step.pin]] : [])));
  return [
    ...steps.flatMap((step) =>
      step.kind === 'bpf-load'
        ? step.programs.map((name) =>
            line(`program ${name}`, ['prog', 'show', 'pinned', `${step.folder}/programs/${name}`]),
          )
        : [],
    ),
    ...steps.flatMap((step) =>
      step.kind === 'cgroup'
        ? [`[ ! -d ${shellWord(step.path)} ] || { ${line('cgroup .', ['cgroup', 'show', step.path])}; }`]
        : [],
    ),
    ...[...maps].map(([name, pin]) => line(`map ${name}`, ['map', 'dump', 'pinned', pin])),
  ].join('; ');
}

function readBpf(text: string): BpfState {
  const programs: string[] = [];
  let cgroup = false;
  let attached: BpfState['attached'] = [];
  const maps = new Map<string, ReadonlyMap<string, string>>();
  for (const [, what, name = '', json = ''] of text.matchAll(/^(program|cgroup|map) (\S+) (.*)$/gm)) {
    const found: unknown = json === '' ? [] : JSON.parse(json);
    if (what === 'cgroup') cgroup = true;
    if (what === 'program' && !('error' in (found as object))) programs.push(name);
    if (!Array.isArray(found)) continue;
    if (what === 'cgroup')
      attached = found.map((one) => ({ type: one.attach_type, id: one.id, name: one.name }));
    if (what === 'map')
      maps.set(name, new Map(found.map(({ key, value }) => [bytesText(key), bytesText(value)])));
  }
  return { programs, cgroup, attached, maps };
}
