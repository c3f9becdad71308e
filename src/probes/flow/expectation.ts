/** Resolves `expect` of the tcp, udp and http probes. */
import type { Source } from '../../base/diagnostic.ts';
import type { ReferenceResolver } from '../../model/context.ts';
import type { FlowExpectation, Seen } from './judge.ts';
import type { FlowSpec } from './keys.ts';
import { withShares } from './shares.ts';

type Fields = Exclude<FlowSpec['expect'], string>;

/** `pairs` is the number of pairs of the check. Undefined if an error was reported. */
export function expectationOf(
  spec: FlowSpec,
  pairs: number,
  asker: ReferenceResolver,
): FlowExpectation | undefined {
  const { expect } = spec;
  if (typeof expect === 'string') return { outcome: expect };
  const saw = expect.saw === undefined ? {} : seenOf(expect.saw, asker);
  const spread = byNode(expect.spread ?? {}, 'spread', asker, (range) => range);
  const given = expect.by && asker.select(expect.by, asker.at('expect', 'by'));
  if (!saw || !spread || given?.length === 0) return undefined;
  const named = { spread: [...spread.keys()], saw: Object.keys(saw.sawBy ?? {}) };
  const by = [...new Set(given ?? [...named.spread, ...named.saw])];
  for (const key of ['spread', 'saw'] as const) {
    const stranger = named[key].find((node) => !by.includes(node));
    if (stranger === undefined) continue;
    asker.refuse({
      code: 'not-in-by',
      message: `${stranger} is not in by, so a reply from it fails the check`,
      at: asker.at('expect', key),
      hint: `add ${stranger} to by`,
    });
    return undefined;
  }
  const expectation: FlowExpectation = {
    outcome: 'ok',
    ...(by.length > 0 ? { by } : {}),
    ...saw,
    ...(expect.status ? { status: expect.status } : {}),
    ...(expect.location
      ? { location: expect.location.map((url, i) => asker.text(url, asker.at('expect', 'location', i))) }
      : {}),
    ...(expect.body === undefined ? {} : { body: asker.text(expect.body, asker.at('expect', 'body')) }),
  };
  const { choice, same } = expect;
  return withShares(expectation, { choice, same, spread, pairs, ...sentBy(spec) }, asker);
}

const sentBy = (spec: FlowSpec) =>
  spec['keep-alive'] === undefined
    ? { count: spec.flows, what: 'flows' as const }
    : { count: spec['keep-alive'], what: 'requests' as const };

function seenOf(
  saw: NonNullable<Fields['saw']>,
  asker: ReferenceResolver,
): Pick<FlowExpectation, 'saw' | 'sawBy'> | undefined {
  const seen = (name: string, at: Source): Seen | undefined => {
    const address = asker.address(name, at);
    return address === undefined ? undefined : { address, name };
  };
  if (typeof saw === 'string') {
    const found = seen(saw, asker.at('expect', 'saw'));
    return found && { saw: found };
  }
  const found = byNode(saw, 'saw', asker, seen);
  return found && { sawBy: Object.fromEntries(found) };
}

/** A map by selector as one by node. Undefined if an error was reported. */
function byNode<T, R>(
  map: Readonly<Record<string, T>>,
  key: string,
  asker: ReferenceResolver,
  read: (value: T, at: Source) => R | undefined,
): ReadonlyMap<string, R> | undefined {
  const found = new Map<string, R>();
  for (const [selector, given] of Object.entries(map)) {
    const nodes = asker.select(selector, asker.keyAt('expect', key, selector));
    const value = read(given, asker.at('expect', key, selector));
    if (nodes.length === 0 || value === undefined) return undefined;
    for (const node of nodes) found.set(node, value);
  }
  return found;
}
