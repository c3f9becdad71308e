/** The one list of what does not count when two states are compared, each with why. Everything else must be the same. */
import { interfaceTypes } from '../interfaces/index.ts';
import type { Part } from '../state/read-script.ts';
import type { Row } from '../state/state.ts';

export interface IgnoredField {
  readonly part: Part;
  /** Inside maps with dots between. */
  readonly field: string;
  /** Only in such rows; default: in all. */
  readonly where?: (row: Row) => boolean;
  readonly why: string;
}

export const ignoredFields: readonly IgnoredField[] = [
  { part: 'links', field: 'ifindex', why: 'numbers count up over everything that was ever made' },
  { part: 'links', field: 'link_index', why: 'the same, of the other end' },
  {
    part: 'links',
    field: 'link_netnsid',
    why: 'a number for another namespace, in the order in which they met',
  },
  { part: 'links', field: 'gc_timer', why: 'a timer that runs' },
  { part: 'links', field: 'permaddr', why: 'the address before it joined a bond, by chance' },
  ...interfaceTypes.all.flatMap(({ state }) =>
    (state?.volatile ?? []).flatMap(({ of, fields, ...rest }) =>
      fields.map(
        (field): IgnoredField => ({ part: 'links', field: `linkinfo.info_${of}data.${field}`, ...rest }),
      ),
    ),
  ),
  {
    part: 'links',
    field: 'operstate',
    why: 'the kernel updates it up to a second late; the flags, which are compared, change at once',
  },
  { part: 'links', field: 'promiscuity', why: 'counts who captures there' },
  { part: 'links', field: 'allmulti', why: 'counts who captures there' },
  ...['id', 'btf_id', 'load_time', 'created_by_uid', 'jited'].map(
    (field): IgnoredField => ({
      ...{ part: 'links', field: `xdp.prog.${field}` },
      why: 'counts up over all programs; the name, and the tag, which is a digest of the code, are compared',
    }),
  ),
  { part: 'links', field: 'xdp.attached', why: 'the same program, again' },
  { part: 'addresses', field: 'ifindex', why: 'as for links' },
  { part: 'addresses', field: 'link_index', why: 'as for links' },
  { part: 'addresses', field: 'link_netnsid', why: 'as for links' },
  { part: 'neighbors', field: 'used', why: 'a timer that runs' },
  { part: 'neighbors', field: 'confirmed', why: 'a timer that runs' },
  { part: 'neighbors', field: 'updated', why: 'a timer that runs' },
];

export interface IgnoredRow {
  readonly part: Part;
  readonly row: (row: Row) => boolean;
  readonly why: string;
}

export const ignoredRows: readonly IgnoredRow[] = [
  {
    part: 'neighbors',
    row: (row) => !['PERMANENT', 'NOARP'].includes(row.state?.[0]),
    why: 'learned from traffic, and forgotten again',
  },
  {
    part: 'fdb',
    row: (row) => !['permanent', 'static'].includes(row.state),
    why: 'learned from traffic, and forgotten again',
  },
  {
    part: 'fdb',
    row: (row) => String(row.mac).startsWith('33:33:ff:'),
    why: 'the multicast group of a link-local address, which is made from the MAC',
  },
  {
    part: 'fdb',
    row: (row) => row.state === 'permanent' && row.vlan !== undefined && row.master !== undefined,
    why: "own addresses in each VLAN: made from the VLANs, which are compared; of a bridge and a port with one MAC, the first's",
  },
  {
    part: 'routes6',
    row: (row) => /^(fe80|ff00):/.test(String(row.dst)) || row.dst === 'multicast',
    why: 'link-local and multicast: the kernel makes them for each interface that is up',
  },
];

/** Settings that the kernel or the machine chooses. */
export const ignoredSettings: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /\.stable_secret$/, why: 'random, and can be read only where it was set' },
  { pattern: /^net\.ipv6\.conf\..*\.(mtu|hop_limit)$/, why: 'follows the interface' },
];
