/**
 * The common part of the tcp, udp and http probes. The client is programs/flow.py. It runs once in each source node
 * with all flows of that node, and prints one line of JSON for each flow when it ends. `by` and `saw` come from the
 * responder (programs/serve.py), which replies with its name and the source address that it received. They prove which
 * backend was reached, and the effect of NAT.
 */
import type * as z from 'zod';
import type { ReferenceResolver } from '../../model/context.ts';
import { mapBounded } from '../bounded.ts';
import { type Pairs, pairsOf } from '../pairs.ts';
import { defineProbe, type Probe } from '../probe.ts';
import { sumUp } from '../sum-up.ts';
import { expectationOf } from './expectation.ts';
import { type FlowExpectation, sayFlow } from './judge.ts';
import type { FlowSpec } from './keys.ts';
import { flowsAtATime, runFlows } from './run.ts';

export interface FlowQuestion {
  readonly pairs: Pairs;
  /** Flows of each pair (default: 1). */
  readonly flows?: number;
  /** Requests on one connection (default: 1). */
  readonly requests?: number;
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
      const source =
        spec.source === undefined
          ? undefined
          : asker.address(spec.source, asker.at('source'), undefined, found?.first.from);
      const expect = found && expectationOf(spec, found.count, asker);
      if (!found || !expect || (spec.source !== undefined && source === undefined)) return undefined;
      if (!isPossible(spec, asker)) return undefined;
      const sourcePort = spec['source-port'];
      const requests = spec['keep-alive'] ?? 1;
      const path = spec.path === undefined || spec.path === '/' ? '' : spec.path;
      const several =
        (spec.flows > 1 ? `, ${spec.flows} flows` : '') + (requests > 1 ? `, ${requests} requests` : '');
      return {
        question: {
          pairs: found.pairs,
          ...(spec.flows > 1 ? { flows: spec.flows } : {}),
          ...(requests > 1 ? { requests } : {}),
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
        id: `${found.id}/${spec.port}${path}${several}`,
        title: found.title.replace(/(, \d+ pairs)?$/, ` port ${spec.port}${path && ` ${path}`}$1${several}`),
        expected: sayFlow(expect, Math.max(spec.flows, requests)),
        negative: ['timeout', 'unreachable', 'prohibited', 'refused'].includes(expect.outcome),
        ...(expect.outcome === 'ok' ? {} : { answered: false }),
        asks: { ...found.pairs, port: spec.port },
        marked: true,
        wait: spec.wait,
        // Flows of another check would take turns too.
        ...(typeof spec.expect === 'object' && spec.expect.choice === 'in-turn' ? { alone: true } : {}),
        nodes: found.nodes,
        tools: ['python3'],
      };
    },
    async run(question, runner) {
      const nodes = [...new Set(question.pairs.from.map(({ node }) => node))];
      const verdicts = await mapBounded(nodes, nodesAtATime, (node) => runFlows(node, question, runner));
      const to = question.pairs.to.map(({ name }) => name);
      return sumUp(verdicts.flat(), counted(question), to);
    },
  });
}

const nodesAtATime = 8;
/** Seconds. verify treats an attempt of two minutes as hung. */
const longest = 60;

function isPossible(spec: FlowSpec, asker: ReferenceResolver): boolean {
  const { flows, wait, 'source-port': sourcePort } = spec;
  const faults = [
    flows > 1 && sourcePort !== undefined
      ? {
          code: 'one-source-port',
          message: `${flows} flows cannot share the source port ${sourcePort}`,
          key: 'source-port',
        }
      : [],
    flows > 1 && spec['keep-alive'] !== undefined
      ? {
          code: 'flows-and-keep-alive',
          message: `keep-alive sends ${spec['keep-alive']} requests on one connection, and flows opens ${flows}`,
          key: 'flows',
        }
      : [],
    spec.follow && spec['keep-alive'] !== undefined
      ? {
          code: 'keep-alive-and-follow',
          message: 'keep-alive sends all requests on one connection, and follow opens one for each redirect',
          key: 'follow',
        }
      : [],
    Math.ceil(flows / flowsAtATime) * wait > longest
      ? {
          code: 'too-long',
          message: `${flows} flows with a timeout of ${wait} s may take longer than ${longest} s`,
          key: 'flows',
        }
      : [],
  ].flat();
  for (const { key, ...fault } of faults) asker.refuse({ ...fault, at: asker.at(key) });
  return faults.length === 0;
}

/** After the number of pairs: `6 replies`, `6 refused`, `2 pairs with 40 flows each`. */
function counted({ flows, requests, expect: { outcome } }: FlowQuestion): string {
  const several = flows === undefined ? requests && `${requests} requests` : `${flows} flows`;
  if (several) return `pairs with ${several} each`;
  return { ok: 'replies', timeout: 'without a reply' }[outcome as string] ?? outcome;
}
