/**
 * Devices that share an interface (macvlan, ipvlan), often from another namespace, as containers do.
 *
 * If another node has the link, that node creates the device directly in this node's namespace, because `ip` looks up
 * the name after `link` in its own namespace. Older kernels, such as 6.1, look up the new device's name there too, not
 * in the target namespace. If the link has the same name, they return "File exists". The device is then created under
 * another name and renamed in its namespace. Docker creates every interface of a container this way.
 */
import * as z from 'zod';
import { shortHash } from '../base/derive.ts';
import type { PlanScope, ReferenceResolver } from '../model/context.ts';
import type { Join } from '../model/join.ts';
import type { LabInterface } from '../model/lab.ts';
import type { Step } from '../model/plan.ts';
import type { LinkSetting } from '../steps/link-settings.ts';
import { deviceStep, linkFields, upSteps } from './device.ts';

export interface SharedLink {
  readonly link: string;
  /** The node that has the link, if it is another node. */
  readonly host?: string;
}

export const sharedLink = () =>
  z.string().min(1).describe('The interface to share: of this node (eth0) or of another node (host:eth0)');

/** The link, if it is on the same node. */
export const ownLink = ({ link }: { readonly link: string }): readonly string[] =>
  link.includes(':') ? [] : [link];

export function resolveLink(link: string, asker: ReferenceResolver): SharedLink {
  if (!link.includes(':')) return { link };
  const there = asker.interface(link, asker.at('link'));
  return { link: there?.interface ?? link, ...(there ? { host: there.node } : {}) };
}

export const linkElsewhere = ({ host, link }: SharedLink) =>
  host === undefined ? undefined : { node: host, interface: link };

export const linkJoins = ({ host, link }: SharedLink): readonly Join[] =>
  host === undefined ? [] : [{ kind: 'parent', node: host, interface: link }];

/** `what` is the addition to the link: "one more MAC address". */
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
            reason: `Rename it to ${iface.name} in ${scope.node.name}: ${host} also has an interface ${iface.name}.`,
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
