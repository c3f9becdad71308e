/**
 * Devices that share an interface (macvlan, ipvlan), often from another namespace than its own, as containers do.
 *
 * Where the link is another node's, that node makes the device straight into this one's namespace: a name after `link` is
 * looked up where `ip` runs. Older kernels (6.1 for one) look for the new device's own name there too, not in the namespace
 * that it is made for, and say "File exists" when the link is called the same; then it is made under another name and renamed
 * where it lies, which is also how Docker makes every interface of a container.
 */
import * as z from 'zod';
import { shortHash } from '../base/derive.ts';
import type { Asker, PlanScope } from '../model/context.ts';
import type { Join } from '../model/join.ts';
import type { LabInterface } from '../model/lab.ts';
import type { Step } from '../model/plan.ts';
import type { LinkSetting } from '../steps/link.ts';
import { deviceStep, linkFields, upSteps } from './device.ts';

export interface SharedLink {
  readonly link: string;
  /** The node that has the link, when it is another. */
  readonly host?: string;
}

export const sharedLink = () =>
  z.string().min(1).describe('The interface that it shares: of this node (eth0), or of another (host:eth0)');

/** The link, where it is of the same node. */
export const ownLink = ({ link }: { readonly link: string }): readonly string[] =>
  link.includes(':') ? [] : [link];

export function resolveLink(link: string, asker: Asker): SharedLink {
  if (!link.includes(':')) return { link };
  const there = asker.interface(link, asker.at('link'));
  return { link: there?.interface ?? link, ...(there ? { host: there.node } : {}) };
}

export const linkElsewhere = ({ host, link }: SharedLink) =>
  host === undefined ? undefined : { node: host, interface: link };

export const linkJoins = ({ host, link }: SharedLink): readonly Join[] =>
  host === undefined ? [] : [{ kind: 'parent', node: host, interface: link }];

/** `what` is what the link gets more of: "one more MAC address". */
export function sharingSteps(
  iface: LabInterface & { readonly spec: SharedLink },
  scope: PlanScope,
  {
    type,
    settings,
    what,
  }: { readonly type: string; readonly settings: readonly LinkSetting[]; readonly what: string },
): readonly Step[] {
  const { host, link } = iface.spec;
  if (host === undefined)
    return [
      deviceStep(iface, scope, {
        reason: `${iface.name} gives ${link} ${what}.`,
        parent: link,
        type,
        settings,
      }),
    ];
  const taken = scope.lab.nodes.find((node) => node.name === host)?.interfaces ?? [];
  const first = taken.some(({ name }) => name === iface.name)
    ? `${type.slice(0, 1)}v${shortHash(`${type}/${scope.node.name}/${iface.name}`, 8)}`
    : iface.name;
  const common = { stage: 'links', source: iface.source } as const;
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
            kind: 'link-set',
            name: first,
            rename: iface.name,
          },
        ];
  return [
    {
      ...common,
      id: `${scope.node.name}/link/${iface.name}`,
      level: 1,
      node: host,
      reason: iface.about ?? `${scope.node.name}'s ${iface.name} is ${what} on ${host}'s ${link}.`,
      kind: 'link',
      name: first,
      type,
      parent: link,
      netns: scope.node.namespace,
      ...linkFields(iface),
      settings,
      makes: { node: scope.node.name, interface: iface.name },
    },
    ...rename,
    ...upSteps(iface, scope),
  ];
}
