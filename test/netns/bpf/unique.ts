/**
 * The lab hooks.yaml with names of its own, in a folder of the sandbox: other tests of this machine may load the same programs, and
 * bpftool lists those of the whole kernel.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { execaSync } from 'execa';
import { sha256 } from '../../../src/base/digest.ts';
import { type Compiled, compile } from '../../../src/engine/compile.ts';

const source = (name: string) => readFileSync(new URL(name, import.meta.url));

/** The same number of letters, so that offsets in the object stay. */
const letters = (count: number): string =>
  Array.from({ length: count }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');

export interface UniqueLab {
  readonly file: string;
  readonly compiled: Compiled;
  /** Programs, maps and cgroups of this lab in the kernel. */
  left(): readonly string[];
}

/** Programs: on_connect, see_packet, see_frame. Maps: refused, seen. */
const names = ['on_connect', 'see_packet', 'see_frame', 'refused', 'seen'] as const;

/** `change` edits the source; then the lab has no object for it. */
export function uniqueLab(lab: string, change: (source: string) => string = (text) => text): UniqueLab {
  const folder = `/run/netlab-test-${lab}`;
  mkdirSync(folder, { recursive: true });
  const fresh = new Map(names.map((name) => [name, `x${letters(name.length - 1)}`]));
  const renamed = (bytes: Buffer): Buffer => {
    let text = bytes.toString('latin1');
    for (const [name, other] of fresh) text = text.replaceAll(name, other);
    return Buffer.from(text, 'latin1');
  };
  const object = renamed(source('hooks.o'));
  const code = renamed(Buffer.from(change(source('hooks.bpf.c').toString())));
  const yaml = renamed(source('hooks.yaml')).toString().replace('lab: bpf-hooks', `lab: ${lab}`);
  writeFileSync(`${folder}/hooks.o`, object);
  writeFileSync(`${folder}/hooks.bpf.c`, code);
  const recorded = renamed(source('hooks.bpf.c'));
  writeFileSync(`${folder}/hooks.sha256`, `${sha256(recorded)}  hooks.bpf.c\n${sha256(object)}  hooks.o\n`);
  const file = `${folder}/lab.yaml`;
  writeFileSync(file, yaml);
  const listed = (kind: 'prog' | 'map'): readonly string[] =>
    (JSON.parse(execaSync('bpftool', ['-j', kind, 'show']).stdout) as { name?: string }[]).flatMap(
      ({ name = '' }) => ([...fresh.values()].includes(name) ? [`${kind} ${name}`] : []),
    );
  return {
    file,
    compiled: compile(Buffer.from(yaml), file, [], file),
    left: () => [...listed('prog'), ...listed('map'), ...cgroupsOf(lab)],
  };
}

const cgroupsOf = (lab: string): readonly string[] => {
  const root = /^\S+ (\S+) cgroup2 /m.exec(readFileSync('/proc/self/mounts', 'utf8'))?.[1] ?? '/nowhere';
  const device = statSync('/run').dev;
  return readdirSync(root).filter((name) => name === `netlab-${lab}.${device}`);
};
