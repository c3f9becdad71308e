/**
 * macvlan: more MAC addresses on one interface, each a device of its own, often in another namespace than the interface.
 *
 * Two macvlans of one link reach each other directly only in bridge mode; the link's own interface never hears them, and
 * they never hear it (drivers/net/macvlan.c), which is the usual surprise with Docker's macvlan network. Where the link is
 * another node's, that node makes the device straight into this one's namespace: a name after `link` is looked up where
 * `ip` runs. Older kernels (6.1 for one) look for the new device's own name there too, not in the namespace that it is made
 * for, and say "File exists" when the link is called the same; then it is made under another name and renamed where it
 * lies, which is also how Docker makes every interface of a container.
 */
import * as z from 'zod';
import { shortHash } from '../base/derive.ts';
import { word } from '../base/scalar.ts';
import type { Step } from '../model/plan.ts';
import { deviceStep, linkWords, upSteps } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';

const schema = z.strictObject({
  link: z
    .string()
    .min(1)
    .describe('The interface that it shares: of this node (eth0), or of another (host:eth0)'),
  mode: word(['bridge', 'private', 'vepa', 'passthru'])
    .default('bridge')
    .describe('Who hears whom on one link: in bridge mode each other, in private mode nobody'),
});

type Spec = z.output<typeof schema>;

interface Macvlan {
  readonly mode: Spec['mode'];
  readonly link: string;
  /** The node that has the link, when it is another. */
  readonly host?: string;
}

export const macvlan: InterfaceType<Spec, Macvlan> = {
  name: 'macvlan',
  about: 'one more MAC address on an interface, as a device of its own',
  schema,
  kernel: ['macvlan'],
  lower: (spec) => (spec.link.includes(':') ? [] : [spec.link]),
  ports: noInterfaces,
  resolve(spec, asker) {
    if (!spec.link.includes(':')) return spec;
    const there = asker.interface(spec.link, asker.at('link'));
    return { mode: spec.mode, link: there?.interface ?? spec.link, ...(there ? { host: there.node } : {}) };
  },
  detail: ({ mode }) => `${mode} mode`,
  joins: ({ host, link }) => (host === undefined ? [] : [{ kind: 'parent', node: host, interface: link }]),
  elsewhere: ({ host, link }) => (host === undefined ? undefined : { node: host, interface: link }),
  plan(iface, scope) {
    const { host, link, mode } = iface.spec;
    const type = ['macvlan', 'mode', mode];
    if (host === undefined)
      return [
        deviceStep(iface, scope, { reason: `${iface.name} gives ${link} one more MAC address.`, link, type }),
      ];
    const taken = scope.lab.nodes.find((node) => node.name === host)?.interfaces ?? [];
    const first = taken.some(({ name }) => name === iface.name)
      ? `mv${shortHash(`macvlan/${scope.node.name}/${iface.name}`, 8)}`
      : iface.name;
    const common = { kind: 'run', stage: 'links', source: iface.source } as const;
    const rename: readonly Step[] =
      first === iface.name
        ? []
        : [
            {
              ...common,
              id: `${scope.node.name}/name/${iface.name}`,
              level: 2,
              node: scope.node.name,
              reason: `In ${scope.node.name} its name is ${iface.name}; ${host} has an interface of that name, too.`,
              argv: ['ip', 'link', 'set', 'dev', first, 'name', iface.name],
            },
          ];
    return [
      {
        ...common,
        id: `${scope.node.name}/link/${iface.name}`,
        level: 1,
        node: host,
        reason:
          iface.about ?? `${scope.node.name}'s ${iface.name} is one more MAC address on ${host}'s ${link}.`,
        argv: [
          ...['ip', 'link', 'add', 'link', link, 'name', first, 'netns', scope.node.namespace],
          ...[...linkWords(iface), 'type', ...type],
        ],
      },
      ...rename,
      ...upSteps(iface, scope),
    ];
  },
};
