/** Interfaces: that they exist, are up, are ports of the right bridge, with the planned MTU and MAC and what they encapsulate. */
import type { NodeState, Row } from '../../state/state.ts';
import { after, type Finding, nameOf, type Reader, wordsOf } from './reader.ts';

export const link: Reader = {
  about: 'interfaces',
  find(step, node) {
    const made = wordsOf(step, 'ip', ['link'], ['add']);
    if (made) {
      const name = nameOf(made);
      const type = made.indexOf('type');
      // Made straight into another node's namespace (macvlan), where the step that brings it up is looked at.
      if (made.slice(0, type).includes('netns')) return undefined;
      return compare(name, made.slice(0, type), made.slice(type + 1), node);
    }
    const set = wordsOf(step, 'ip', ['link'], ['set']);
    // A step that renames is about the new name.
    return set && compare(after(set, 'name') ?? nameOf(set), set, [], node);
  },
};

function compare(
  name: string,
  words: readonly string[],
  type: readonly string[],
  node: NodeState,
): Finding | undefined {
  const found = node.links.find((one) => one.ifname === name);
  const shown = (why: string): Finding => ({ why, argv: ['ip', '-d', 'link', 'show', 'dev', name] });
  if (!found) return { why: `${node.node} has no interface ${name}`, argv: ['ip', 'link', 'show'] };
  const own = `${node.node}'s ${name}`;
  if (words.includes('up') && !found.flags?.includes('UP')) return shown(`${own} is down`);
  if (words.includes('up') && found.flags?.includes('NO-CARRIER'))
    return shown(`${own} has no carrier: its other end is down or gone`);
  const master = after(words, 'master');
  if (master !== undefined && found.master !== master)
    return shown(
      `${own} is ${found.master ? `a port of ${found.master}` : 'no port'} and should be one of ${master}`,
    );
  const mtu = after(words, 'mtu');
  if (mtu !== undefined && String(found.mtu) !== mtu)
    return shown(`${own} has MTU ${found.mtu} and should have ${mtu}`);
  const mac = after(words, 'address');
  if (mac !== undefined && found.address !== mac)
    return shown(`${own} has MAC ${found.address} and should have ${mac}`);
  if (type[0] !== undefined && type[0] !== found.linkinfo?.info_kind)
    return shown(`${own} is of type ${found.linkinfo?.info_kind ?? 'none'} and should be ${type[0]}`);
  return details(own, type, found.linkinfo?.info_data ?? {}, shown);
}

/** Of GRE, words that stand alone. */
const flags = { csum: 'ocsum', seq: 'oseq' };

const ends = { local: 'local', remote: 'remote', ttl: 'ttl' };
const greFields = { ...ends, key: 'okey', ikey: 'ikey', okey: 'okey' };

/** Of each type, word of `ip link add` to the field of `ip -j -d link`, for what a packet's way depends on. */
const fields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  vxlan: { id: 'id', local: 'local', remote: 'remote', dstport: 'port', group: 'group' },
  ipip: ends,
  sit: ends,
  gre: greFields,
  gretap: greFields,
  geneve: { id: 'id', remote: 'remote', dstport: 'port', ttl: 'ttl' },
  vlan: { id: 'id' },
  bridge: { vlan_filtering: 'vlan_filtering' },
};

function details(
  own: string,
  type: readonly string[],
  data: Row,
  shown: (why: string) => Finding,
): Finding | undefined {
  for (const [word, field] of Object.entries(fields[type[0] ?? ''] ?? {})) {
    const wanted = after(type, word);
    const found = word.endsWith('key') ? keyNumber(data[field]) : data[field];
    if (wanted !== undefined && String(found) !== wanted)
      return shown(`${own} has ${word} ${found ?? 'none'} and should have ${wanted}`);
  }
  for (const [word, field] of Object.entries(flags)) {
    const wanted = type.includes(word);
    if (type[0]?.startsWith('gre') && wanted !== (data[field] === true))
      return shown(`${own} has ${wanted ? 'no ' : ''}${word} and should have ${wanted ? 'it' : 'none'}`);
  }
  return undefined;
}

/** A GRE key is shown as an address is. */
const keyNumber = (key: unknown): number | undefined =>
  typeof key === 'string' ? key.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) : undefined;
