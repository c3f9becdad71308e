/**
 * A lab is code. A shipped one is trusted. Any other whose author chooses what runs, or what a program of root reads, asks
 * for --trust once, wherever it has the rights of root. The answer is remembered by the SHA-256 of the file, of the files beside it that
 * it names, and of what --set changed, so that a changed lab asks too. Each key declares whether it asks (base/trust.ts).
 */
import { createHash } from 'node:crypto';
import { shellLine } from '../base/quote.ts';
import { terminalLine } from '../base/terminal-text.ts';
import type { Journal } from '../model/journal.ts';
import { kindOf } from '../places/index.ts';
import type { TrustRequest } from '../schema/asks.ts';
import type { Caller } from './caller.ts';
import type { LabFile } from './find-lab.ts';
import { isTrusted, remember } from './trusted-list.ts';
import { UsageError } from './usage-error.ts';

type Text = Pick<LabFile, 'file' | 'bytes' | 'shipped'> & { readonly sets: readonly string[] };

interface Occasion {
  /** Where it may be built, or is up: as --on names them. */
  readonly places: readonly string[];
  readonly caller: Pick<Caller, 'trust' | 'env'>;
  /** The verb that takes --trust. */
  readonly verb: 'up' | 'test' | 'mutate' | 'measure';
}

/** At most so much of the question is shown; the rest is in the file, at the lines that are named. */
const mostItems = 20;
const mostText = 200;

/**
 * Refuses a lab that asks and was not answered. Returns what the answer is remembered by, for the journal: undefined for a
 * lab that does not ask.
 */
export function requireTrust(
  asks: readonly TrustRequest[],
  lab: Text,
  occasion: Occasion,
): string | undefined {
  if (lab.shipped || asks.length === 0) return undefined;
  const digest = digestOf(lab, asks[0]?.beside ?? []);
  const { places, caller, verb } = occasion;
  const where = places.filter(isAsked);
  if (where.length === 0 || isTrusted(digest, caller.env)) return digest;
  if (caller.trust !== true)
    throw new UsageError(question(asks, lab.file, where), `read them, then: ${trusting(verb, lab)}`);
  remember(digest, caller.env);
  return digest;
}

/** For verbs that run something in a lab that is up: programs may read its files there, and another user may have built it. */
export function requireBuiltTrust({ lab, file, sets, place, trust }: Journal, env: NodeJS.ProcessEnv): void {
  if (trust === undefined || !isAsked(place) || isTrusted(trust, env)) return;
  throw new UsageError(
    `${lab} was built from ${file}, which you have not trusted; its nodes may run or read files of its author`,
    `read that file, then: ${trusting('up', { file, sets })}`,
  );
}

/** A place without a kind is a stranger's: it asks. */
const isAsked = (place: string): boolean => rightsIn(place) !== undefined;

function rightsIn(place: string): string | undefined {
  const kind = kindOf(place);
  return kind ? kind.rightsOfLab() : 'root';
}

const trusting = (verb: Occasion['verb'], { file, sets }: Pick<Text, 'file' | 'sets'>): string =>
  shellLine(['netlab', verb, file, ...(sets.length > 0 ? ['--set', ...sets] : []), '--trust']);

function question(asks: readonly TrustRequest[], file: string, places: readonly string[]): string {
  const lines = asks.slice(0, mostItems).map(({ what, at, text }) => {
    const shown = terminalLine(text.slice(0, mostText));
    const cut = text.length > mostText ? ` ... (${text.length} characters)` : '';
    return `  ${at.file}:${at.line}:${at.column}  ${what}  ${shown}${cut}`;
  });
  const more = asks.length > mostItems ? [`  and ${asks.length - mostItems} more in ${file}`] : [];
  return [
    `${places.map(rightsIn).includes('root') ? 'root' : 'your user'} would run or read these parts of ${file} on ${places.join(' or ')}; nothing was built or run:`,
    ...lines,
    ...more,
  ].join('\n');
}

const digestOf = ({ bytes, sets }: Pick<Text, 'bytes' | 'sets'>, beside: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(sets))
    .update('\n')
    .update(bytes)
    .update(beside.map((one) => `\n${one}`).join(''))
    .digest('hex');
