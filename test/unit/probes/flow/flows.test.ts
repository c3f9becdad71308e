/** Several flows: expectations that the compiler refuses, and the judgement of recorded results. */
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../src/base/diagnostic.ts';
import { compile } from '../../../../src/engine/compile.ts';
import type { FlowExpectation } from '../../../../src/probes/flow/judge.ts';
import { judgeFlows } from '../../../../src/probes/flow/judge-flows.ts';

const yaml = (check: string) => `lab: webs
about: A client and three servers.
nodes:
  client: {}
  web-1: { group: webs }
  web-2: { group: webs }
  web-3: { group: webs }
  other: {}
groups: { webs: { serve: [80/http, 53/udp] } }
links:
  - { name: lan, endpoints: [client:eth0, web-1:eth0, web-2:eth0, web-3:eth0, other:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24, 192.0.2.4/24, 192.0.2.5/24] }
verify:
  - ${check}
`;
const compiled = (check: string) => compile(Buffer.from(yaml(check)), 'lab.yaml').lab.checks[0]!;
const http = (more: string) => `http: { from: client, to: 203.0.113.10, port: 80, ${more} }`;
const expectation = (more: string) =>
  (compiled(http(more)).spec as object as { expect: FlowExpectation }).expect;
const refused = (check: string) => {
  try {
    compiled(check);
    return [];
  } catch (error) {
    if (error instanceof Refusal)
      return error.diagnostics.map(({ code, message, hint }) => [code, message, hint].join(' | '));
    throw error;
  }
};

describe('expectations', () => {
  it.each([
    [
      'flows: 40, expect: { by: webs }',
      'replies from web-1, web-2 and web-3, fails by chance once in 3.7 million runs',
    ],
    [
      'flows: 90, expect: { by: webs, spread: { web-1: { min: 8 } } }',
      'replies from web-1, web-2 and web-3 (web-1 at least 8), fails by chance once in 100 million runs',
    ],
    [
      'flows: 6, expect: { by: webs, choice: in-turn }',
      'replies from web-1, web-2 and web-3 (web-1 2, web-2 2, web-3 2)',
    ],
    [
      'flows: 7, expect: { by: webs, choice: in-turn, spread: { web-1: 5, "web-[23]": 1 } }',
      'replies from web-1, web-2 and web-3 (web-1 5, web-2 1, web-3 1)',
    ],
    [
      'flows: 20, expect: { by: webs, same: true }',
      'a reply from web-1 or web-2 or web-3, all from one node',
    ],
    ['keep-alive: 6, expect: { by: webs }', 'a reply from web-1 or web-2 or web-3'],
    ['flows: 20, expect: { by: web-1 }', 'replies from web-1'],
    ['expect: { by: webs }', 'a reply from web-1 or web-2 or web-3'],
    [
      'expect: { saw: { web-1: other, "web-[23]": client } }',
      'a reply from web-1 or web-2 or web-3, web-1 sees other 192.0.2.5, web-2 sees client 192.0.2.1, web-3 sees client 192.0.2.1',
    ],
    ['flows: 40, expect: timeout, control: { to: web-1, flows: 1 }', 'no reply'],
  ])('%s', (more, expected) => expect(compiled(http(more)).expected).toBe(expected));

  it('keep the shares and the chance', () => {
    expect(expectation('flows: 40, expect: { by: webs }')).toMatchObject({
      chance: expect.closeTo(2.7e-7, 8),
      shares: ['web-1', 'web-2', 'web-3'].map((node) => ({ node, min: 1, max: 40 })),
    });
    expect(expectation('flows: 8, expect: { by: webs, choice: in-turn }')).toMatchObject({
      shares: ['web-1', 'web-2', 'web-3'].map((node) => ({ node, min: 2, max: 3 })),
    });
  });
});

describe('are refused if chance, arithmetic or another key breaks them', () => {
  it.each([
    [
      'flows: 12, expect: { by: webs }',
      /^false-alarm \| by chance, this check fails in 2 % of its runs: 12 flows to 3 nodes, each chosen at random\. Once in a million is allowed \| 37 are enough\. If/,
    ],
    ['flows: 40, expect: { spread: { webs: { min: 5 } } }', /once in \d+ runs.*\| \d+ are enough/],
    [
      'flows: 40, expect: { spread: { webs: { min: 9, max: 20 } } }',
      /with 40, a range of min: \d and max: 2\d is wide enough/,
    ],
    ['flows: 12, expect: { same: false }', /^false-alarm .* once in 2,000 runs: .*21 are enough/],
    ['flows: 12, expect: { by: web-1, same: false }', /^impossible-spread/],
    [
      'flows: 2, expect: { by: webs }',
      /^impossible-spread \| the nodes must answer at least 3 flows, and 2 are/,
    ],
    ['flows: 9, expect: { choice: in-turn, spread: { webs: 4 } }', /^impossible-spread .* at least 12 flows/],
    ['flows: 9, expect: { choice: in-turn, spread: { webs: 2 } }', /^impossible-spread .* at most 6 flows/],
    ['flows: 9, expect: { choice: in-turn }', /^in-turn-without-by/],
    ['flows: 9, expect: { by: webs, same: true, choice: in-turn }', /^same-and-shares/],
    ['expect: { spread: { web-1: 1 } }', /^one-flow \| spread compares/],
    ['expect: { same: true }', /^one-flow \| same compares/],
    ['expect: { by: webs, choice: in-turn }', /^one-flow \| choice compares/],
    ['flows: 60, expect: { by: [web-1, web-2], spread: { web-3: 1 } }', /^not-in-by \| web-3 is not/],
    ['expect: { by: web-1, saw: { web-3: client } }', /^not-in-by \| web-3 is not/],
    ['flows: 40, keep-alive: 3', /^flows-and-keep-alive/],
    ['flows: 1000, wait: 10', /^too-long/],
    ['flows: 40, expect: { by: webs, saw: { green: client } }', /^unknown-node/],
  ])('%s', (more, message) => {
    const [first, ...rest] = refused(http(more));
    expect(rest).toEqual([]);
    expect(first).toMatch(message);
  });

  it('counts every pair', () => {
    const both =
      'http: { from: [client, other], to: 203.0.113.10, port: 80, flows: 38, expect: { by: webs } }';
    expect(refused(http('flows: 38, expect: { by: webs }'))).toEqual([]);
    expect(refused(both)[0]).toMatch(/38 flows to 3 nodes for each of 2 pairs.*39 are enough/);
  });
});

const ok = (by: string, more = {}) => ({ id: '0', outcome: 'ok', by, saw: '192.0.2.1', ...more });
const times = <T>(count: number, result: T) => Array.from({ length: count }, () => result);
const judged = (results: readonly object[], more: string, count = results.length) => {
  const { status, saw } = judgeFlows(results as never, count, expectation(more), (address) => address);
  return `${status}: ${saw}`;
};

describe('judgement', () => {
  const all = 'flows: 40, expect: { by: webs }';
  const three = [...times(14, ok('web-1')), ...times(13, ok('web-2')), ...times(13, ok('web-3'))];
  it.each<[readonly object[], string, string]>([
    [three, all, 'pass: 40 of 40 answered: web-1 14, web-2 13, web-3 13'],
    [
      [...times(20, ok('web-1')), ...times(17, ok('web-2')), ...times(3, { id: '0', outcome: 'timeout' })],
      all,
      'fail: 37 of 40 answered: web-1 20, web-2 17, web-3 0; 3 timed out; web-3 answered 0 and should answer at least 1',
    ],
    [
      [...three.slice(1), ok('stranger')],
      all,
      'fail: 40 of 40 answered: web-1 13, web-2 13, web-3 13, stranger 1; 1 answered by stranger, which saw 192.0.2.1',
    ],
    [
      times(40, { id: '0', outcome: 'refused', error: 'Connection refused' }),
      all,
      'fail: 0 of 40 answered; 40 refused (Connection refused); web-1 answered 0',
    ],
    [
      [...three.slice(1), ok('web-1', { saw: '192.0.2.9' })],
      'flows: 40, expect: { by: webs, saw: { web-1: client } }',
      'fail: 40 of 40 answered: web-1 14, web-2 13, web-3 13; 1 answered by web-1, which saw 192.0.2.9',
    ],
    [
      [...times(3, ok('web-1')), ...times(2, ok('web-2')), ok('web-3')],
      'flows: 6, expect: { by: webs, choice: in-turn }',
      'fail: 6 of 6 answered: web-1 3, web-2 2, web-3 1; web-1 answered 3 and should answer 2; web-3 answered 1 and should answer 2',
    ],
    [
      three,
      'flows: 40, expect: { same: true }',
      'fail: 40 of 40 answered: web-1 14, web-2 13, web-3 13; 3 nodes answered and should be one',
    ],
    [times(40, ok('web-2')), 'flows: 40, expect: { same: true }', 'pass: 40 of 40 answered: web-2 40'],
    [
      times(40, ok('web-2')),
      'flows: 40, expect: { same: false }',
      'fail: 40 of 40 answered: web-2 40; only web-2 answered',
    ],
    [
      times(4, { id: '0', outcome: 'ok' }),
      'flows: 4, expect: { same: true }',
      'fail: 4 of 4 answered; a reply does not name its node',
    ],
    [times(4, { id: '0', outcome: 'ok' }), 'flows: 4', 'pass: 4 of 4 answered'],
    [
      times(4, { id: '0', outcome: 'timeout' }),
      'flows: 4, expect: timeout, control: { to: web-1 }',
      'pass: 4 timed out',
    ],
    [
      [...times(3, { id: '0', outcome: 'timeout' }), ok('web-1')],
      'flows: 4, expect: timeout, control: { to: web-1 }',
      'fail: 1 of 4 answered: web-1 1; 3 timed out; 1 answered by web-1, which saw 192.0.2.1',
    ],
    [
      [...times(3, ok('web-1')), { id: '0', outcome: 'error', error: 'EINVAL' }],
      'flows: 4',
      'error: error (EINVAL)',
    ],
  ])('%#', (results, more, expected) => expect(judged(results, more).startsWith(expected)).toBe(true));

  it('of requests on one connection', () => {
    const answers = times(3, { by: 'web-1', saw: '192.0.2.1', status: 200 });
    const more = 'keep-alive: 3, expect: { by: webs, same: true }';
    expect(judged([{ id: '0', outcome: 'ok', answers }], more, 3)).toBe('pass: 3 of 3 answered: web-1 3');
    const mixed = [...answers.slice(1), { by: 'web-2', saw: '192.0.2.1', status: 200 }];
    expect(judged([{ id: '0', outcome: 'ok', answers: mixed }], more, 3)).toMatch(
      /^fail: .* 2 nodes answered/,
    );
    const cut = {
      id: '0',
      outcome: 'reset',
      error: 'closed after 2 of 3 requests',
      answers: answers.slice(1),
    };
    expect(judged([cut], more, 3)).toBe(
      'fail: 2 of 3 answered: web-1 2; 1 reset (closed after 2 of 3 requests)',
    );
  });
});
