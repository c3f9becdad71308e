import { describe, expect, it } from 'vitest';
import {
  judgeStream,
  type StreamExpectation,
  type StreamSeen,
  sayStream,
  steady,
  steadySince,
} from '../../../../src/probes/stream/judge.ts';

/** One letter for each packet: the responder, or a dot. */
const seen = (text: string): StreamSeen => ({
  sent: text.length,
  replies: new Map([...text].flatMap((by, i) => (by === '.' ? [] : [[i + 1, by] as const]))),
});
const ten = (by: string) => by.repeat(steady);

describe('steady replies', () => {
  it.each([
    [ten('a'), 0, undefined, 1],
    [`..${ten('a')}`, 0, undefined, 3],
    // The last packet may be on its way.
    [`${ten('a')}.`, 0, undefined, 1],
    [`${ten('a')}..`, 0, undefined, undefined],
    [`a.${'a'.repeat(steady - 1)}`, 0, undefined, undefined],
    // Sent before the event.
    [ten('a'), 1, undefined, undefined],
    [`a${ten('a')}`, 1, undefined, 2],
    [`${ten('b')}${ten('a')}`, 0, 'a', steady + 1],
    [`b${'a'.repeat(steady - 1)}`, 0, 'a', undefined],
  ])('%s after %d', (text, after, by, first) => {
    expect(steadySince(seen(text), after, by)).toBe(first);
  });
});

describe('a stream', () => {
  const judge = (text: string, wanted: StreamExpectation, first = 1, after = 10) =>
    judgeStream(seen(text), wanted, { first, after });
  const failover = `${ten('a')}...${ten('b')}`;

  it.each<[string, StreamExpectation, string, string]>([
    [failover, {}, 'pass', '3 of 23 packets lost; a replied, then b from packet 14'],
    [failover, { lost: { min: 3, max: 3 } }, 'pass', '3 of'],
    [failover, { lost: { min: 0, max: 2 } }, 'fail', '3 of'],
    [failover, { by: ['a', 'b'] }, 'pass', '3 of'],
    [failover, { by: ['b', 'a'] }, 'fail', '3 of'],
    [failover, { by: ['a'] }, 'fail', '3 of'],
    [`${failover}a${ten('b')}`, { by: ['a', 'b'] }, 'fail', 'then a from packet 24, then b from packet 25'],
    [`${ten('a')}${ten('b')}.`, { lost: { min: 0, max: 0 } }, 'pass', '0 of 20'],
    [`${ten('a')}...`, {}, 'fail', '0 of 10 packets lost; a replied; 3 more without a reply'],
    [`${ten('a')}.b.b.b.b.b.b`, {}, 'fail', 'packets lost'],
    ['....', {}, 'fail', 'no reply to 4 packets'],
  ])('%s %o: %s', (text, wanted, status, saw) => {
    const judged = judge(text, wanted);
    expect(judged.status).toBe(status);
    expect(judged.saw).toContain(saw);
  });

  it('counts from its first steady packet', () => {
    expect(judge(`b..${failover}`, { by: ['a', 'b'] }, 4).saw).toBe(
      '3 of 23 packets lost; a replied, then b from packet 14',
    );
  });

  it('says what it expects', () => {
    expect(sayStream({}, 99)).toBe('replies before and after');
    expect(sayStream({ lost: { min: 1, max: 5 }, by: ['a', 'b'] }, 99)).toBe(
      '1 to 5 packets lost, replies from a, then b',
    );
  });
});
