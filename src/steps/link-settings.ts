/** The settings of a device, after the word `type` of `ip link`: their words and their mutants. */
import type { Step } from '../model/plan.ts';
import type { Row } from '../state/state.ts';
import { otherAddress } from './other-value.ts';
import type { Alteration, Finding } from './step-kind.ts';

/** One setting of a device, as `ip link add ... type X` takes it. */
export interface LinkSetting {
  /** `dstport` */
  readonly word: string;
  /** Its value; true for a word that stands alone, false where that word is left out on purpose. */
  readonly value: string | boolean;
  /** The field of `ip -j -d link` (linkinfo.info_data) that shows it; absent for what is not compared. */
  readonly field?: string;
  /** How the field shows it, where that is not the value itself: a GRE key as an IPv4 address, `nolearning` as `learning: false`. */
  readonly shown?: 'dotted' | 'inverted';
  /** The value of its mutant; default: another number, address or switch. null for names, which have none. */
  readonly other?: string | null;
}

export const settingWords = ({ word, value }: LinkSetting): readonly string[] =>
  value === false ? [] : value === true ? [word] : [word, value];

/** The mutants of each setting. `having` returns the step with other settings. */
export const alteredSettings = (
  settings: readonly LinkSetting[],
  having: (settings: readonly LinkSetting[]) => Step,
): readonly Alteration[] =>
  settings.flatMap((setting) =>
    altered(setting, (value) =>
      having(settings.map((one) => (one === setting ? { ...setting, value } : one))),
    ),
  );

function altered(setting: LinkSetting, having: (value: string | false) => Step): readonly Alteration[] {
  const { word, value } = setting;
  if (value === false) return [];
  if (value === true)
    return [{ mutation: 'setting', part: word, what: `no ${word}`, instead: having(false) }];
  const other = setting.other === undefined ? otherSetting(word, value) : setting.other;
  if (other === null || other === undefined) return [];
  const what = `${word} ${other} in place of ${value}`;
  return [{ mutation: 'setting', part: word, what, instead: having(other) }];
}

function otherSetting(word: string, value: string): string | undefined {
  if (value === 'on' || value === 'off') return value === 'on' ? 'off' : 'on';
  if (value === '0' || value === '1')
    return word === 'id' || word.endsWith('key') ? '2' : value === '0' ? '1' : '0';
  if (/^\d+$/.test(value)) return String(Number(value) + 1);
  return otherAddress(value);
}

/** The settings that the kernel shows otherwise. */
export function settingFindings(
  settings: readonly LinkSetting[],
  found: Row,
  own: string,
  shown: (why: string, setting: LinkSetting) => Finding,
): readonly Finding[] {
  const data: Row = found.linkinfo?.info_data ?? {};
  return settings.flatMap((setting) => {
    const { word, value, field, shown: how } = setting;
    if (field === undefined) return [];
    if (typeof value === 'boolean') {
      if (value === (data[field] === (how !== 'inverted'))) return [];
      const why = value ? `${own} lacks ${word}` : `${own} has ${word} and should not`;
      return [shown(why, setting)];
    }
    const is = how === 'dotted' ? dottedNumber(data[field]) : data[field];
    return String(is) === value
      ? []
      : [shown(`${own} has ${word} ${is ?? 'none'} and should have ${value}`, setting)];
  });
}

/** 0.0.1.8 is 264. */
const dottedNumber = (text: unknown): number | undefined =>
  typeof text === 'string' ? text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) : undefined;
