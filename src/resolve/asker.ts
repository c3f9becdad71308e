/** Looks up references: the address, MAC, key, interface or node that a text refers to. */
import { splitArgv } from '../base/argv.ts';
import { type Family, formatIp, parseIp } from '../base/cidr.ts';
import { macAddress } from '../base/derive.ts';
import { Faults, type Source } from '../base/diagnostic.ts';
import { macPattern } from '../base/scalar.ts';
import type { Path } from '../base/tree.ts';
import { isKey } from '../base/x25519.ts';
import { features } from '../features/index.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Check, LabAddress } from '../model/lab.ts';
import type { ReadBeside } from '../model/read-beside.ts';
import type { Spec } from '../model/spec.ts';
import type { Domains } from './domains.ts';
import { type Draft, type DraftInterface, namesOf } from './draft.ts';
import { keyOf, keysOf } from './keys.ts';
import { macOwner } from './mac-owner.ts';
import { select } from './select.ts';

export interface ResolveContext {
  readonly spec: Spec;
  readonly draft: Draft;
  readonly faults: Faults;
  readonly domains: () => Domains;
  readonly owners: (address: string) => readonly string[];
  readonly beside: ReadBeside;
  readonly checksAt: (path: Path, node?: string) => readonly Check[];
}

/** An asker for the entry at `path`, optionally in `node`. */
export function asker(ground: ResolveContext, path: Path, node?: string): ReferenceResolver {
  const { spec, draft, faults } = ground;
  const places = spec.placesIn(path);
  const refuse: ReferenceResolver['refuse'] = (fault) => {
    faults.add(fault);
  };

  const nodeNamed = (name: string, at: Source) => {
    const found = draft.get(name === 'self' && node !== undefined ? node : name);
    if (found) return found;
    const known = namesOf(draft);
    refuse({
      code: 'unknown-reference',
      message: `"${name}" is neither an address nor a node`,
      at,
      known,
      word: name,
      ...(bracketed(name) ? { hint: 'write IPv6 addresses without brackets' } : {}),
    });
    return undefined;
  };

  const lookUp = (ref: string, at: Source): DraftInterface | undefined => {
    const colon = ref.indexOf(':');
    const found = nodeNamed(colon < 0 ? ref : ref.slice(0, colon), at);
    if (!found) return undefined;
    if (colon < 0)
      return [...found.interfaces.values()].find((one) => one.peer) ?? [...found.interfaces.values()][0];
    const iface = found.interfaces.get(ref.slice(colon + 1));
    if (iface) return iface;
    const known = () => [...found.interfaces.keys()];
    refuse({
      code: 'unknown-interface',
      message: `${found.name} has no interface "${ref.slice(colon + 1)}"`,
      at,
      known,
      word: ref.slice(colon + 1),
    });
    return undefined;
  };

  const one = (
    candidates: readonly LabAddress[],
    what: string,
    at: Source,
    family?: Family,
  ): string | undefined => {
    const fours = family === 6 ? [] : candidates.filter((address) => address.family === 4);
    const preferred =
      fours.length > 0 || family === 4 ? fours : candidates.filter((address) => address.family === 6);
    if (preferred.length === 1) return preferred[0]!.cidr.split('/')[0];
    const known = preferred.map((address) => address.cidr);
    if (preferred.length === 0)
      refuse({ code: 'no-address', message: `${what} has no ${family ? `IPv${family} ` : ''}address`, at });
    else
      refuse({
        code: 'ambiguous-reference',
        message: `${what} has more than one address`,
        at,
        known,
        hint: 'write one of these addresses',
      });
    return undefined;
  };

  /** The address on a link shared with the asking node, else of the first linked interface with one, else of any interface. */
  const nodeAddress = (name: string, at: Source, family?: Family, from = node): string | undefined => {
    const found = nodeNamed(name, at);
    if (!found) return undefined;
    const addressed = (iface: DraftInterface) =>
      iface.addresses.some((a) => family === undefined || a.family === family);
    const hearing =
      from === undefined || from === found.name ? [] : ground.domains().shared(from, found.name);
    const shared = hearing.filter(addressed);
    const first = () => {
      const all = [...found.interfaces.values()];
      return all.find((iface) => iface.peer && addressed(iface)) ?? all.find(addressed);
    };
    const chosen = shared.length > 0 ? shared : [first() ?? []].flat();
    return one(
      chosen.flatMap((iface) => iface.addresses),
      found.name,
      at,
      family,
    );
  };

  const address: ReferenceResolver['address'] = (ref, at, family, from) => {
    const literal = parseIp(ref);
    if (literal) return formatIp(literal);
    if (!ref.includes(':')) return nodeAddress(ref, at, family, from);
    const iface = lookUp(ref, at);
    return iface && one(iface.addresses, ref, at, family);
  };

  const mac: ReferenceResolver['mac'] = (ref, at) => {
    if (macPattern.test(ref)) return ref.toLowerCase();
    const named = lookUp(ref, at);
    const iface = named && macOwner(named, draft);
    if (iface) iface.mac ??= macAddress(iface.node, iface.name);
    return iface?.mac;
  };

  const key: ReferenceResolver['key'] = (ref, at) => {
    if (isKey(ref)) return ref;
    const colon = ref.indexOf(':');
    const [only, ...more] = colon < 0 && draft.has(ref) ? keysOf(draft.get(ref)!) : [];
    const iface = only && more.length === 0 ? only : lookUp(ref, at);
    const found = iface && keyOf(iface);
    if (iface && found === undefined)
      refuse({
        code: 'no-key',
        message: `${iface.node}:${iface.name} has no key: its type is ${iface.type}, not wireguard`,
        at,
        known: () => [...draft.values()].flatMap(keysOf).map(({ node, name }) => `${node}:${name}`),
      });
    return found;
  };

  const text: ReferenceResolver['text'] = (value, at) =>
    value.replace(/\$?\$\(([^()]+)\)/g, (whole, body: string) => {
      if (whole.startsWith('$$')) return whole.slice(1);
      const [, ref, attribute] = body.match(/^(.+?)(?:\.(mac|key|ipv4|ipv6|address|name|namespace))?$/)!;
      if (attribute === 'mac') return mac(ref!, at) ?? whole;
      if (attribute === 'key') return key(ref!, at) ?? whole;
      if (attribute === 'namespace') return `${spec.lab}.${nodeNamed(ref!, at)?.name ?? whole}`;
      if (attribute === 'name') return lookUp(ref!, at)?.name ?? whole;
      return address(ref!, at, attribute === 'ipv4' ? 4 : attribute === 'ipv6' ? 6 : undefined) ?? whole;
    });

  return {
    lab: draft,
    beside: ground.beside,
    labName: spec.lab,
    namespace: (name) => `${spec.lab}.${name}`,
    at: (...rest) => places.at(rest),
    keyAt: (...rest) => places.keyAt(rest),
    refuse,
    address,
    mac,
    key,
    text,
    argv(command, at) {
      const split = typeof command === 'string' ? splitArgv(command) : { argv: command };
      if ('argv' in split) return split.argv.map((word) => text(word, at));
      refuse({ code: 'unbalanced-quote', message: `the command has ${split.fault}`, at });
      return [];
    },
    select: (selector, at) => [
      ...new Set(
        (typeof selector === 'string' ? [selector] : selector).flatMap((item) =>
          select(item, draft, at, refuse),
        ),
      ),
    ],
    interface(ref, at) {
      const iface = lookUp(ref, at);
      return iface && { node: iface.node, interface: iface.name };
    },
    interfaces: (name) => (draft.has(name) ? [...draft.get(name)!.interfaces.keys()] : undefined),
    links: (name) => ground.domains().around(name),
    owners: ground.owners,
    resolvers: (name) => resolversOf(ground, name),
    checks: (...rest) => ground.checksAt([...path, ...rest], node),
  };
}

/** The setting itself reports references that are wrong. */
function resolversOf(ground: ResolveContext, node: string): readonly string[] | undefined {
  const settings = Object.entries(ground.draft.get(node)?.spec.settings ?? {});
  const [refs] = settings.flatMap(([key, given]) => {
    const found = features.get(key).resolvers?.(given);
    return found ? [found] : [];
  });
  const quiet = asker({ ...ground, faults: new Faults() }, ['nodes', node], node);
  const at = quiet.at();
  return refs?.flatMap((ref) => quiet.address(quiet.text(ref, at), at) ?? []);
}

const bracketed = (text: string): boolean => /^\[.*\]$/.test(text);
