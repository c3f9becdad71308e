/** The change of a mutant, typed by hand into a lab that is up: the commands that remove a step, then those of the altered step. */

import type { Step } from '../../src/model/plan.ts';
import type { Mutant } from '../../src/mutate/mutants.ts';
import { commandOf } from '../../src/steps/index.ts';
import { changeRules } from './by-hand-rules.ts';

export interface Typed {
  readonly node: string;
  readonly argv: readonly string[];
}

/** Undefined for a step that is not repaired: a namespace, the lab's own command, a file that nothing compares. */
export function byHand({ step, line, instead }: Mutant): readonly Typed[] | undefined {
  const { node } = step;
  if (node === null) return undefined;
  const typed = (...argvs: readonly (readonly string[])[]): readonly Typed[] =>
    argvs.map((argv) => ({ node, argv }));
  if (line) return changeRules(step, line, instead, node);
  const gone = removal(step);
  if (gone === undefined) return undefined;
  // A link that is made straight into another node is removed there.
  const at = step.kind === 'link' && step.makes ? step.makes.node : node;
  const first = gone.length === 0 ? [] : [{ node: at, argv: gone }];
  if (!instead) return first;
  return [...first, ...typed(commandOf(instead))];
}

/** Empty if the altered command replaces the old value. A kind that is absent is not changed by hand. */
const removals: {
  readonly [K in Step['kind']]?: (step: Extract<Step, { kind: K }>) => readonly string[] | undefined;
} = {
  link: ({ makes, name }) => ['ip', 'link', 'del', 'dev', makes?.interface ?? name],
  address: ({ cidr, dev }) => ['ip', 'addr', 'del', cidr, 'dev', dev],
  sysctl: () => [],
  tuntap: ({ dev }) => ['ip', 'link', 'del', 'dev', dev],
  neighbor: ({ mac, address, dev }) => [
    ...['ip', 'neigh', 'del', ...(mac ? [] : ['proxy']), address, 'dev', dev],
  ],
  fdb: ({ mac, dev, dst, vlan }) => [
    ...['bridge', 'fdb', 'del', mac, 'dev', dev],
    ...(dst ? ['dst', dst, 'self'] : ['master']),
    ...(vlan === undefined ? [] : ['vlan', String(vlan)]),
  ],
  vlan: ({ dev, vid, self }) => [
    ...['bridge', 'vlan', 'del', 'dev', dev, 'vid', String(vid), ...(self ? ['self'] : [])],
  ],
  route: (step) => commandOf(step).map((word) => (word === 'add' ? 'del' : word)),
  rule: (step) => commandOf(step).map((word) => (word === 'add' ? 'del' : word)),
  'ipset-member': ({ set, member }) => ['ipset', 'del', set, member],
  start: ({ pid }) => ['sh', '-c', `kill -9 "$(cat ${pid})"`],
  wireguard: ({ dev, peers: [peer] }) => peer && ['wg', 'set', dev, 'peer', peer.publicKey, 'remove'],
  tc: ({ object, dev, type }) =>
    object === 'qdisc' ? ['tc', 'qdisc', 'del', 'dev', dev, type === 'clsact' ? type : 'root'] : undefined,
  'link-set': ({ rename, name }) =>
    rename ? undefined : ['ip', 'link', 'set', 'dev', name, 'down', 'nomaster'],
};

function removal(step: Step): readonly string[] | undefined {
  const of: ((one: never) => readonly string[] | undefined) | undefined = removals[step.kind];
  return of?.(step as never);
}
