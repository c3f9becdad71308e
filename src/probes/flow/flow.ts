/**
 * The common part of the tcp, udp and http probes. The client is programs/flow.py. It runs once in each source node
 * with all flows of that node, and prints one line of JSON for each flow when it ends. `by` and `saw` come from the
 * responder (programs/serve.py), which replies with its name and the source address that it received. They prove which
 * backend was reached, and the effect of NAT.
 */
import * as z from 'zod';
import { formatIp, parseIp } from '../../base/cidr.ts';
import { addressRef, boolean, integer, oneOrMore, seconds, selector, text, word } from '../../base/scalar.ts';
import type { ReferenceResolver } from '../../model/context.ts';
import { flowProgram } from '../../programs/flow.ts';
import { python } from '../../programs/run-python.ts';
import { mapBounded } from '../bounded.ts';
import { couldNotRun } from '../could-not-run.ts';
import { eachPair, type Pairs, type PairsSpec, pairKeys, pairsOf } from '../pairs.ts';
import { defineProbe, type Probe, type Runner } from '../probe.ts';
import { range } from '../range.ts';
import { type PairVerdict, sumUp } from '../sum-up.ts';
import { sentTo, typed } from './command.ts';
import { type FlowExpectation, type FlowResult, judgeFlow, sayFlow } from './judge.ts';

export const flowKeys = {
  ...pairKeys,
  port: integer(1, 65_535).describe('Destination port'),
  'source-port': integer(1, 65_535)
    .optional()
    .describe('Fixed source port (default: a different one for each flow)'),
  source: addressRef().optional().describe('Source address (default: the choice of the kernel)'),
  size: integer(0, 10_000_000).optional().describe('Number of bytes to send'),
  wait: seconds(0.1, 10).default(1).describe('Timeout of a flow in seconds'),
  flows: integer(1, 1000).default(1).describe('Number of flows for each pair, each with its own source port'),
};
export const dfKey = {
  df: boolean().default(false).describe('Set DF: a packet that is too large fails with too-big'),
};

const outcomes = ['ok', 'timeout', 'refused', 'unreachable', 'too-big', 'prohibited', 'reset'] as const;

export const flowExpect = z
  .union([
    word(outcomes),
    z.strictObject({
      by: oneOrMore(selector()).optional().describe('Nodes of which one must reply'),
      saw: addressRef().optional().describe('Source address that the responder received'),
      status: range(100, 599).optional().describe('HTTP status'),
      body: text().optional().describe('Text that the response must contain'),
    }),
  ])
  .default('ok')
  .describe('Result of the flow, or fields of the reply');

interface FlowSpec extends PairsSpec {
  readonly port: number;
  readonly 'source-port'?: number | undefined;
  readonly source?: string | undefined;
  readonly size?: number | undefined;
  readonly flows: number;
  readonly wait: number;
  readonly expect: z.output<typeof flowExpect>;
}

export interface FlowQuestion {
  readonly pairs: Pairs;
  /** Flows of each pair (default: 1). */
  readonly flows?: number;
  /** Fields for flow.py in addition to host, port and flow id. */
  readonly flow: Readonly<Record<string, unknown>>;
  readonly sourcePort?: number;
  /** Seconds. */
  readonly wait: number;
  readonly expect: FlowExpectation;
}

export function flowProbe<Spec extends FlowSpec>(
  kind: 'tcp' | 'udp' | 'http',
  about: string,
  schema: z.ZodObject & z.ZodType<Spec>,
  more: (spec: Spec, asker: ReferenceResolver) => Readonly<Record<string, unknown>>,
): Probe {
  return defineProbe<Spec, FlowQuestion>({
    name: kind,
    about,
    trust: 'no',
    schema,
    servers: kind === 'tcp' ? ['tcp', 'http'] : [kind],
    resolve(spec, asker) {
      const found = pairsOf(spec, asker);
      const expect = expectationOf(spec.expect, asker);
      const source =
        spec.source === undefined
          ? undefined
          : asker.address(spec.source, asker.at('source'), undefined, found?.first.from);
      if (!found || !expect || (spec.source !== undefined && source === undefined)) return undefined;
      const sourcePort = spec['source-port'];
      if (sourcePort !== undefined && spec.flows > 1) {
        asker.refuse({
          code: 'one-source-port',
          message: `${spec.flows} flows cannot share the source port ${sourcePort}`,
          at: asker.at('source-port'),
        });
        return undefined;
      }
      const flows = spec.flows > 1 ? `, ${spec.flows} flows` : '';
      return {
        question: {
          pairs: found.pairs,
          ...(spec.flows > 1 ? { flows: spec.flows } : {}),
          flow: {
            kind,
            port: spec.port,
            ...(source === undefined ? {} : { source }),
            ...(spec.size === undefined ? {} : { size: spec.size }),
            ...more(spec, asker),
          },
          ...(sourcePort === undefined ? {} : { sourcePort }),
          wait: spec.wait,
          expect,
        },
        id: `${found.id}/${spec.port}${flows}`,
        title: found.title.replace(/(, \d+ pairs)?$/, ` port ${spec.port}$1${flows}`),
        expected: sayFlow(expect),
        negative: ['timeout', 'unreachable', 'prohibited', 'refused'].includes(expect.outcome),
        ...(expect.outcome === 'ok' ? {} : { answered: false }),
        asks: { ...found.pairs, port: spec.port },
        marked: true,
        nodes: found.nodes,
        tools: ['python3'],
      };
    },
    async run(question, runner) {
      const nodes = [...new Set(question.pairs.from.map(({ node }) => node))];
      const verdicts = await mapBounded(nodes, nodesAtATime, (node) => ask(node, question, runner));
      const { outcome } = question.expect;
      const to = question.pairs.to.map(({ name }) => name);
      return sumUp(verdicts.flat(), counted[outcome] ?? outcome, to);
    },
  });
}

/** `6 replies`; for other results their word: `6 refused`. */
const counted: Readonly<Record<string, string>> = { ok: 'replies', timeout: 'without a reply' };

const nodesAtATime = 8;

function expectationOf(spec: FlowSpec['expect'], asker: ReferenceResolver): FlowExpectation | undefined {
  if (typeof spec === 'string') return { outcome: spec };
  const by = spec.by && asker.select(spec.by, asker.at('expect', 'by'));
  const seen = spec.saw === undefined ? undefined : asker.address(spec.saw, asker.at('expect', 'saw'));
  if ((by && by.length === 0) || (spec.saw !== undefined && seen === undefined)) return undefined;
  return {
    outcome: 'ok',
    ...(by ? { by } : {}),
    ...(seen && spec.saw ? { saw: { address: seen, name: spec.saw } } : {}),
    ...(spec.status ? { status: spec.status } : {}),
    ...(spec.body === undefined ? {} : { body: asker.text(spec.body, asker.at('expect', 'body')) }),
  };
}

async function ask(node: string, question: FlowQuestion, runner: Runner): Promise<PairVerdict[]> {
  const pairs = [...eachPair(question.pairs, node)].flatMap((pair) =>
    Array.from({ length: question.flows ?? 1 }, () => pair),
  );
  if (pairs.length === 0) return [];
  // An ICMP host unreachable after failed ARP arrives within 3 s (see ping). All other results arrive sooner.
  const { outcome: awaited } = question.expect;
  const pace = awaited === 'timeout' ? 1 : runner.pace;
  const wait =
    awaited === 'unreachable' ? 4000 * pace : Math.min(question.wait * 1000 * pace, runner.patience);
  const flows = pairs.map((pair, i) => ({
    ...question.flow,
    id: String(i),
    host: pair.address,
    ...(pair.dev === undefined ? {} : { device: pair.dev }),
    'source-port': runner.mark(question.sourcePort),
    timeout: wait / 1000,
    ...(wantsWords(question.expect) ? {} : { listen: brief * runner.pace }),
  }));
  const argv = python(flowProgram, '-');
  const rounds = Math.ceil(flows.length / flowsAtATime);
  const outcome = await runner.exec(node, argv, {
    input: JSON.stringify(flows),
    timeout: wait * rounds + 5000,
  });
  const results = new Map(readLines(outcome.stdout).map((result) => [result.id, result]));
  return pairs.map((pair, i) => {
    const result = results.get(String(i));
    const evidence = [
      {
        command: runner.typed(node, typed(question, pair)),
        output: result ? JSON.stringify(result) : outcome.stderr.trim(),
      },
    ];
    const named = { from: pair.from, to: pair.to };
    if (!result) return { ...named, ...couldNotRun('python3', outcome), evidence };
    return {
      ...named,
      ...judgeFlow(result, question.expect, canonical),
      evidence,
      packet: sentTo(pair, question),
    };
  });
}

/**
 * Seconds to wait for the first bytes of a TCP server if the check does not need them. Most servers wait for a request.
 */
const brief = 0.2;

const wantsWords = ({ outcome, by, saw, body }: FlowExpectation): boolean =>
  outcome === 'reset' || [by, saw, body].some((word) => word !== undefined);

/** AT_A_TIME in programs/flow.py. */
const flowsAtATime = 64;

function readLines(stdout: string): FlowResult[] {
  return stdout.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    try {
      return [JSON.parse(line) as FlowResult];
    } catch {
      return []; // a line that was cut when the program was killed; its flow counts as not run
    }
  });
}

const canonical = (address: string): string => {
  const ip = parseIp(address);
  return ip ? formatIp(ip) : address;
};
