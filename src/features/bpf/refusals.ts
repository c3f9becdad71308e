import type { Source } from '../../base/diagnostic.ts';
import type { NodeAsker } from '../../model/context.ts';
import type { BpfObject } from './object.ts';
import type { ProgramSpec } from './schema.ts';

/** A hook in words, and the sections of programs that the kernel attaches there (libbpf's table of sections). */
interface Hook {
  readonly title: string;
  readonly sections: RegExp;
}

export function hookOf(spec: ProgramSpec): Hook {
  if ('tc' in spec) return { title: 'tc', sections: /^(tc|classifier)(\/|$)/ };
  if ('xdp' in spec) return { title: 'XDP', sections: /^xdp(\/|$)/ };
  const { cgroup } = spec;
  const others: Partial<Record<typeof cgroup, RegExp>> = {
    ingress: /^cgroup(_skb)?\/(ingress|skb)$/,
    egress: /^cgroup(_skb)?\/(egress|skb)$/,
    sock_create: /^cgroup\/(sock|sock_create)$/,
  };
  return { title: cgroup, sections: others[cgroup] ?? new RegExp(`^cgroup/${cgroup}$`) };
}

interface Named {
  readonly objects: readonly BpfObject[];
  readonly what: 'program' | 'map';
  readonly at: Source;
  readonly hook?: Hook;
}

/** A changed source is compiled later, so its names are not known yet. */
export function refuseSymbol(name: string, { objects, what, at, hook }: Named, asker: NodeAsker): void {
  const symbols = objects.flatMap(({ compiled }) => compiled ?? []);
  const known = symbols.flatMap(({ programs, maps }) => (what === 'map' ? maps : Object.keys(programs)));
  if (!known.includes(name)) {
    if (symbols.length < objects.length || objects.length === 0) return;
    asker.refuse({
      code: `unknown-bpf-${what}`,
      message: `the objects of ${asker.node} have no ${what} "${name}"`,
      at,
      known,
      word: name,
    });
    return;
  }
  const section = symbols.map(({ programs }) => programs[name]).find((one) => one !== undefined);
  if (hook && section !== undefined && !hook.sections.test(section))
    asker.refuse({
      code: 'bpf-section',
      message: `the program ${name} cannot be attached at ${hook.title}: its source has SEC("${section}")`,
      at,
    });
}
