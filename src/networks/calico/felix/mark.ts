/**
 * The bits of the packet mark that felix uses, lowest first from IptablesMarkMask 0xffff0000
 * (felix/dataplane/driver.go). The chain of a policy can return its result only as a mark: it sets `accept` and
 * returns.
 */
import { type FelixRule, rule } from './rule.ts';

const bits = {
  accept: 0x1_0000,
  /** The policies of a tier pass the decision on. Only Calico's own policies do this. */
  pass: 0x2_0000,
  /** In raw: the packet came from a pod. In policies: all parts of a rule match so far. */
  scratch0: 0x4_0000,
  /** In policies: this part of a rule matches. */
  scratch1: 0x8_0000,
} as const;

type Bit = keyof typeof bits;

const hex = (names: readonly Bit[]): string =>
  `0x${names.reduce((sum, name) => sum | bits[name], 0).toString(16)}`;

export const isSet = (bit: Bit): string => `-m mark --mark ${hex([bit])}/${hex([bit])}`;
export const isClear = (...of: readonly Bit[]): string => `-m mark --mark 0x0/${hex(of)}`;
export const anySet = (...of: readonly Bit[]): string => `-m mark ! --mark 0x0/${hex(of)}`;
export const set = (bit: Bit): string => `-j MARK --set-xmark ${hex([bit])}/${hex([bit])}`;
export const clear = (...of: readonly Bit[]): string => `-j MARK --set-xmark 0x0/${hex(of)}`;
export const clearAll = clear('accept', 'pass', 'scratch0', 'scratch1');

/** Sets these of the two scratch bits and clears the others. Unlike `clear`, felix writes no bit as 0x0 (`%#x` of Go). */
export function scratch(about: string, ...of: readonly Bit[]): FelixRule {
  const words = `${hex(of)}/${hex(['scratch0', 'scratch1'])}`;
  return { ...rule(`-j MARK --set-xmark ${words}`, about), felix: `--jump MARK --set-mark ${words}` };
}

export const returnIfAccepted = (by: string, comment?: string): FelixRule =>
  rule(`${isSet('accept')} -j RETURN`, `Return if ${by} has accepted the packet.`, comment);

/** Host endpoints do not exist in a lab, so nothing accepts here. */
export const hostAccepted = (verdict = 'ACCEPT'): FelixRule =>
  rule(
    `${isSet('accept')} -j ${verdict}`,
    'Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.',
    'Host endpoint policy accepted packet.',
  );
