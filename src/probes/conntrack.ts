/**
 * Flows in a node's connection tracking table, right after another probe ran. An entry has the original direction (src,
 * dst, sport, dport) and the expected reply direction (reply-src ...). The difference shows the effect of NAT.
 *
 * The table is read from /proc/net/nf_conntrack if the kernel has it (CONFIG_NF_CONNTRACK_PROCFS), else with
 * conntrack(8) over netlink. If the kernel has neither, the check is skipped.
 */
import * as z from 'zod';
import { addressRef, integer, nodeName, text, word } from '../base/scalar.ts';
import { readEntries } from './conntrack-entry.ts';
import { couldNotRun } from './could-not-run.ts';
import { type Wanted, wanted } from './facts.ts';
import { defineProbe } from './probe.ts';
import { type Expectation, judgeRows, oneNode, sayExpectation } from './show.ts';
import { alongside, proveSent, type Stimulus, stimulate, stimulusOf, whileKey } from './stimulus.ts';

const port = (about: string) => integer(0, 65_535).optional().describe(about);
const address = (about: string) => addressRef().optional().describe(about);

const schema = z.strictObject({
  at: nodeName().describe('Node whose table is read'),
  while: whileKey.optional(),
  filter: z
    .strictObject({
      proto: text().optional().describe('tcp, udp, icmp ...'),
      src: address('Source address in the original direction'),
      dst: address('Destination address in the original direction'),
      dport: port('Destination port in the original direction'),
    })
    .optional()
    .describe('Only flows with these fields (default: any)'),
  expect: z
    .union([
      word(['none']),
      z.strictObject({
        proto: text().optional().describe('tcp, udp, icmp ...'),
        state: text().optional().describe('TCP state: ESTABLISHED, SYN_SENT ...'),
        src: address('Source address in the original direction'),
        dst: address('Destination address in the original direction'),
        sport: port('Source port in the original direction'),
        dport: port('Destination port in the original direction'),
        'reply-src': address('Source address of the reply; differs from dst after DNAT'),
        'reply-dst': address('Destination address of the reply; differs from src after SNAT'),
        'reply-sport': port('Source port of the reply'),
        'reply-dport': port('Destination port of the reply'),
        mark: integer(0, 4_294_967_295).optional().describe('Connection mark'),
        zone: integer(0, 65_535).optional().describe('Connection tracking zone'),
      }),
    ])
    .describe('none, or fields of the flow'),
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

export const conntrack = defineProbe<Spec, Question>({
  name: 'conntrack',
  about: 'Entries of the connection tracking table, and the effect of NAT',
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
        message: 'no flow is expected, but nothing is sent; a network that is down would pass too',
        at: asker.at('expect'),
        hint: 'add while: with a probe whose packets must not create a flow',
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
      ...alongside(stimulus),
      alone: true,
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
      saw: 'this kernel has no /proc/net/nf_conntrack, and conntrack(8) is not installed or failed',
      evidence: [],
    };
  },
});
