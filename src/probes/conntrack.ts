/**
 * Flows that a node's connection tracking holds, while another probe runs or right after: the original direction as it came
 * (src, dst, sport, dport) and the reply direction as it is awaited (reply-src ...), whose difference is what NAT did.
 *
 * Read from /proc/net/nf_conntrack where the kernel has it (CONFIG_NF_CONNTRACK_PROCFS), else by conntrack(8) over netlink.
 * A kernel that has neither cannot be asked: the check is skipped, and says so.
 */
import * as z from 'zod';
import { addressRef, integer, nodeName, text, word } from '../base/scalar.ts';
import { readEntries } from './conntrack-entry.ts';
import { couldNotRun } from './could-not-run.ts';
import { type Wanted, wanted } from './facts.ts';
import type { Probe } from './probe.ts';
import { type Expectation, judgeRows, oneNode, sayExpectation } from './show.ts';
import { proveSent, type Stimulus, stimulate, stimulusOf, whileKey } from './stimulus.ts';

const port = (about: string) => integer(0, 65_535).optional().describe(about);
const address = (about: string) => addressRef().optional().describe(about);

const schema = z.strictObject({
  at: nodeName().describe('The node that is asked'),
  while: whileKey.optional(),
  filter: z
    .strictObject({
      proto: text().optional().describe('tcp, udp, icmp ...'),
      src: address('Who began'),
      dst: address('Who was asked'),
      dport: port('The port that was asked'),
    })
    .optional()
    .describe('Which flows are meant; for none, which must not be there'),
  expect: z
    .union([
      word(['none']),
      z.strictObject({
        proto: text().optional().describe('tcp, udp, icmp ...'),
        state: text().optional().describe('Of TCP: ESTABLISHED, SYN_SENT ...'),
        src: address('Source as it came'),
        dst: address('Destination as it came'),
        sport: port('Source port as it came'),
        dport: port('Destination port as it came'),
        'reply-src': address('Who the reply comes from: after DNAT not dst'),
        'reply-dst': address('Whom the reply is sent to: after SNAT not src'),
        'reply-sport': port('Source port of the reply'),
        'reply-dport': port('Destination port of the reply'),
        mark: integer(0, 4_294_967_295).optional().describe('Connection mark'),
        zone: integer(0, 65_535).optional().describe('Connection tracking zone'),
      }),
    ])
    .describe('That there is none, or what the flow holds'),
});
type Spec = z.output<typeof schema>;
type FlowSpec = Exclude<Spec['expect'], 'none'>;

interface Question {
  readonly node: string;
  readonly stimulus?: Stimulus;
  readonly filter: Wanted;
  readonly expect: Expectation;
}

const addresses = ['src', 'dst', 'reply-src', 'reply-dst'] as const;

export const conntrack: Probe<Spec, Question> = {
  name: 'conntrack',
  about: 'Flows that connection tracking holds, and what NAT made of them',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.at, asker);
    const stimulus = spec.while === undefined ? undefined : stimulusOf(asker);
    if (node === undefined || (spec.while !== undefined && !stimulus)) return undefined;
    let missing = false;
    const read = (key: 'filter' | 'expect', flow: FlowSpec): Wanted => {
      const resolved = addresses.flatMap((name) => {
        const ref = flow[name];
        if (ref === undefined) return [];
        const found = asker.address(ref, asker.at(key, name), undefined, node);
        missing ||= found === undefined;
        return found === undefined ? [] : [[name, found] as const];
      });
      return wanted({ ...flow, ...Object.fromEntries(resolved) });
    };
    const filter = read('filter', spec.filter ?? {});
    const expect: Expectation = spec.expect === 'none' ? 'none' : read('expect', spec.expect);
    if (missing) return undefined;
    if (stimulus && !proveSent(stimulus, { seen: expect !== 'none' }, asker)) return undefined;
    if (!stimulus && expect === 'none') {
      asker.refuse({
        code: 'nothing-sent',
        message: 'no flow is expected and nothing is sent: a dead network does the same',
        at: asker.at('expect'),
        hint: 'add while: with a probe that sends what must leave no flow',
      });
      return undefined;
    }
    const about = stimulus ? ` while ${stimulus.title}` : '';
    return {
      question: { node, filter, expect, ...(stimulus ? { stimulus } : {}) },
      id: [
        node,
        ...Object.values(spec.filter ?? {}).map(String),
        ...(stimulus ? ['while', stimulus.id] : []),
      ].join('/'),
      title: `${node}${about}`,
      expected: sayExpectation(expect, 'a flow'),
      ...(stimulus ? { controls: stimulus.controls } : {}),
      negative: false,
      alone: true,
      once: false,
      nodes: [...new Set([node, ...(stimulus?.nodes ?? [])])],
      tools: stimulus?.tools ?? [],
    };
  },
  async run({ node, stimulus, filter, expect }, runner) {
    const marks: number[] = [];
    const failed = stimulus && (await stimulate(stimulus, runner, (mark) => marks.push(mark)));
    if (failed) return failed;
    const sources = [
      ['cat', '/proc/net/nf_conntrack'],
      ['conntrack', '-L', '-o', 'extended'],
    ];
    for (const argv of sources) {
      const outcome = await runner.exec(node, argv, { timeout: 5000 });
      if (outcome.exit === 127) continue;
      const evidence = [{ command: runner.typed(node, argv), output: outcome.stdout || outcome.stderr }];
      if (outcome.timedOut) return { ...couldNotRun(argv[0]!, outcome), evidence };
      if (outcome.exit !== 0) continue;
      const flows = readEntries(outcome.stdout)
        .filter((flow) => judgeRows([flow.facts], filter).status === 'pass')
        .filter((flow) => marks.length === 0 || flow.marks.some((mark) => marks.includes(mark)));
      return {
        ...judgeRows(
          flows.map((flow) => flow.facts),
          expect,
        ),
        evidence,
      };
    }
    return {
      status: 'skip',
      saw: 'this kernel has no /proc/net/nf_conntrack, and conntrack(8) is not there or cannot ask it either',
      evidence: [],
    };
  },
};
