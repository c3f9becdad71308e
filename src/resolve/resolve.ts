/** Converts a Spec to a Lab: lays out links and segments, looks up references, and reports all errors together. */
import { formatCidr, formatIp, hostCidr, parseCidr } from '../base/cidr.ts';
import type { Faults } from '../base/diagnostic.ts';
import type { Path } from '../base/tree.ts';
import { features } from '../features/index.ts';
import { linkType } from '../interfaces/implied.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import type { InterfaceAsker } from '../interfaces/interface-type.ts';
import { interfaceSettings } from '../interfaces/settings/index.ts';
import type { NodeAsker } from '../model/context.ts';
import type { Check, Lab, LabInterface, LabNode } from '../model/lab.ts';
import type { ReadBeside } from '../model/read-beside.ts';
import type { ProbeSpec, Spec } from '../model/spec.ts';
import { asker, type ResolveContext } from './asker.ts';
import { deadline, resolveCheck } from './checks.ts';
import { type Domains, domains } from './domains.ts';
import type { Draft, DraftInterface, DraftNode } from './draft.ts';
import { layOut } from './layout.ts';
import { levels } from './levels.ts';
import { resolveLoad } from './loads.ts';
import { nearEnd } from './near-end.ts';
import { peopleOf } from './people.ts';
import { refusals } from './refuse/index.ts';
import { warnings } from './warn/index.ts';

/** The lab. It is valid only if `faults` is empty. Only then are its warnings added to `findings`. */
export function resolve(spec: Spec, faults: Faults, findings: Faults, beside: ReadBeside): Lab {
  const draft = layOut(spec, faults);
  let known: Domains | undefined;
  const knownDomains = () => {
    known ??= domains(draft, faults);
    return known;
  };
  const people = peopleOf(draft, knownDomains);
  const ids = new Map<string, number>();
  let longest: number | undefined;
  /** Not before the first check, because devices are resolved first. */
  const settled = () => {
    longest ??= interfacesOf(draft).reduce((most, iface) => Math.max(most, settles(iface)), deadline);
    return longest;
  };
  const ground: ResolveContext = {
    spec,
    draft,
    faults,
    domains: knownDomains,
    owners: people.owners,
    beside,
    checksAt: (path, node) => list(spec.probesAt(path, faults), path, node),
  };
  const list = (items: readonly ProbeSpec[], path: Path, node?: string): readonly Check[] =>
    items.flatMap((item, i) => {
      const body = [...path, ...(item.alone ? [] : [i]), item.probe];
      const askerFor = (twin?: number | 'before') => {
        const more = twin === undefined ? [] : twin === 'before' ? [twin] : ['control', twin];
        return asker(ground, [...body, ...more], node);
      };
      const known = path.at(-1) === 'while' ? undefined : ids;
      const own = { askerFor, people, ids: known, within: settled(), events: path[0] === 'verify' };
      return resolveCheck(item, own) ?? [];
    });

  const addresses = new Map([...draft.values()].map((node) => [node.name, addressesOf(node)]));
  for (const iface of interfacesOf(draft)) {
    const node = draft.get(iface.node)!;
    const interfaceAsker = (path: Path): InterfaceAsker => ({
      ...asker(ground, path, iface.node),
      ...{ name: iface.name, node: iface.node, source: iface.source },
      own: addresses.get(iface.node)!,
      master: node.interfaces.get(iface.master ?? iface.vrf ?? ''),
    });
    if (iface.path)
      iface.device = interfaceTypes.get(iface.type).resolve(iface.own, interfaceAsker(iface.path));
    const path = [...node.path, 'interfaces', iface.name];
    iface.resolved = Object.fromEntries(
      Object.entries(iface.settings ?? {}).map(([name, given]) => [
        name,
        interfaceSettings.get(name).resolve(given, interfaceAsker(path)),
      ]),
    );
  }
  const settings = new Map([...draft.values()].map((node) => [node.name, settingsOf(node, ground)]));
  const verify = list(spec.verify, ['verify']);
  const ready = [
    ...list(spec.ready, ['ready']),
    ...[...draft.values()].flatMap((node) => list(node.spec.ready, [...node.path, 'ready'], node.name)),
  ];
  const taken = new Set<string>();
  const measured = spec.measure.flatMap(
    (load, i) => resolveLoad(load, asker(ground, ['measure', i, load.kind]), taken) ?? [],
  );
  const whole = { spec, draft, domains: ground.domains(), settings };
  for (const refusal of refusals) refusal({ ...whole, faults });
  if (faults.size === 0)
    for (const warning of warnings) warning({ ...whole, faults: findings, checks: [...ready, ...verify] });
  const foreign = foreignLowers(draft);
  return {
    name: spec.lab,
    about: spec.about,
    file: spec.file,
    ipv6: usesIpv6(draft),
    nodes: [...draft.values()].map((node) =>
      labNode(node, spec, settings.get(node.name)!, draft, foreign, faults),
    ),
    ready,
    checks: verify,
    loads: measured,
  };
}

const interfacesOf = (draft: Draft): readonly DraftInterface[] =>
  [...draft.values()].flatMap((node) => [...node.interfaces.values()]);

const settles = ({ device, type }: DraftInterface): number =>
  (device === undefined ? undefined : interfaceTypes.get(type).settles?.(device)) ?? 0;

const addressesOf = (node: DraftNode): readonly string[] => [
  ...new Set(
    [...node.interfaces.values()].flatMap((iface) =>
      iface.addresses.map((address) => formatIp(parseCidr(address.cidr)!.ip)),
    ),
  ),
];

const usesIpv6 = (draft: Draft): boolean =>
  interfacesOf(draft).some((iface) => iface.addresses.some((address) => address.family === 6));

/** `node:interface` of all parents of devices in other nodes. */
const foreignLowers = (draft: Draft): ReadonlySet<string> =>
  new Set(
    interfacesOf(draft).flatMap((iface) => {
      const there =
        iface.device === undefined ? undefined : interfaceTypes.get(iface.type).elsewhere?.(iface.device);
      return there ? [`${there.node}:${there.interface}`] : [];
    }),
  );

function settingsOf(node: DraftNode, ground: ResolveContext): LabNode['settings'] {
  const connected = [...node.interfaces.values()].map((iface) => ({
    interface: iface.name,
    cidrs: iface.addresses.map(({ cidr, noprefixroute }) =>
      noprefixroute ? formatCidr(hostCidr(parseCidr(cidr)!.ip)) : cidr,
    ),
    ...(iface.vrf ? { vrf: iface.vrf } : {}),
  }));
  const reached = connectedBy(node, ground);
  const entries = features.all.flatMap((feature) => {
    const given = node.spec.settings[feature.key];
    if (given === undefined) return [];
    const nodeAsker: NodeAsker = {
      ...asker(ground, [...node.path, feature.key], node.name),
      node: node.name,
      uses: (key) => node.spec.settings[key] !== undefined,
      has: (name) => node.interfaces.has(name),
      vrfOf: (name) => node.interfaces.get(name)?.vrf,
      connected,
      vrfs: vrfsOf(node),
      linkRoutes: reached,
    };
    return [[feature.key, feature.resolve(given, nodeAsker)] as const];
  });
  return Object.fromEntries(entries);
}

const vrfsOf = (node: DraftNode): NodeAsker['vrfs'] =>
  [...node.interfaces.values()].flatMap((iface) => {
    const table = interfaceTypes.get(iface.type).ports?.table?.(iface.own);
    return table === undefined ? [] : [{ name: iface.name, table }];
  });

/** Prefixes that settings of the node make directly connected: gateways of other routes may be in them. */
const connectedBy = (node: DraftNode, ground: ResolveContext): readonly string[] =>
  features.all.flatMap(({ key, connects }) => {
    const given = node.spec.settings[key];
    if (given === undefined || !connects) return [];
    return connects(given, asker(ground, [...node.path, key], node.name));
  });

function labNode(
  node: DraftNode,
  spec: Spec,
  settings: LabNode['settings'],
  draft: Draft,
  foreign: ReadonlySet<string>,
  faults: Faults,
): LabNode {
  const level = levels(node, faults);
  const interfaces = [...node.interfaces.values()].map((iface): LabInterface => {
    const { peer } = iface;
    const master = iface.master ?? iface.vrf;
    return {
      name: iface.name,
      type: iface.type,
      ...(iface.about ? { about: iface.about } : {}),
      ...(iface.mtu === undefined ? {} : { mtu: iface.mtu }),
      ...(iface.mac ? { mac: iface.mac } : {}),
      up: iface.up,
      addresses: iface.addresses,
      ...(master ? { master } : {}),
      ...(iface.broadcast ? { broadcast: true } : {}),
      ...(iface.opened ? { opened: iface.opened } : {}),
      settings: iface.resolved ?? {},
      lower: iface.lower,
      level: level(iface.name),
      spec: peer
        ? linkType.cable!({
            peer,
            near: nearEnd(iface, draft, foreign),
            ...(iface.link ? { link: iface.link } : {}),
          })
        : iface.device!,
      source: iface.source,
    };
  });
  return {
    name: node.name,
    namespace: `${spec.lab}.${node.name}`,
    role: node.role,
    ...(node.spec.about ? { about: node.spec.about } : {}),
    groups: node.spec.group,
    labels: node.spec.labels,
    interfaces,
    settings,
    source: node.source,
  };
}
