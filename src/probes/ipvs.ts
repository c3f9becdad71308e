/**
 * A virtual service of IPVS and its servers, as `ipvsadm -Ln` and `--stats` print them. With `while`, connections are those that the
 * other probe made: the counters are shared, so the check then runs alone and is not retried. The counters are late, so the probe waits
 * before it reads them.
 */
import * as z from 'zod';
import { parseIp } from '../base/cidr.ts';
import { addressRef, integer, nodeName, word } from '../base/scalar.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Outcome } from '../model/place.ts';
import { serviceTitle, socketText, type VirtualService } from '../steps/ipvs-words.ts';
import { couldNotRun } from './could-not-run.ts';
import { sayService, type WantedServer, type WantedService, wrongIn } from './ipvs-judge.ts';
import { type ListedService, listedServices } from './ipvs-list.ts';
import { defineProbe, type Runner } from './probe.ts';
import { range } from './range.ts';
import { oneNode } from './show.ts';
import { alongside, proveSent, type Stimulus, stimulate, stimulusOf, whileKey } from './stimulus.ts';

const count = (what: string) => range(0, 1_000_000_000).optional().describe(what);

const server = z.strictObject({
  address: addressRef().describe('Address of the server'),
  port: integer(0, 65_535).optional().describe('Port of the server (default: that of the service)'),
  forwarding: word(['masq', 'gatewaying', 'tunnel']).optional().describe('Forwarding method'),
  weight: integer(0, 65_535).optional().describe('Weight'),
  active: count('Number of active connections'),
  inactive: count('Number of inactive connections'),
  connections: count('Number of connections: all, or those made meanwhile'),
});

const schema = z.strictObject({
  at: nodeName().describe('Node of the virtual service'),
  address: addressRef().optional().describe('Virtual address'),
  port: integer(0, 65_535).optional().describe('Virtual port'),
  protocol: word(['tcp', 'udp', 'sctp']).default('tcp').describe('Protocol'),
  mark: integer(1, 4_294_967_295).optional().describe('Firewall mark, instead of address and port'),
  family: word(['ipv4', 'ipv6']).default('ipv4').describe('With mark: address family'),
  while: whileKey.optional(),
  expect: z
    .strictObject({
      scheduler: z
        .string()
        .regex(/^[a-z]+$/)
        .optional()
        .describe('Scheduler'),
      persistence: z
        .union([word(['none']), integer(1, 2_147_483)])
        .optional()
        .describe('Seconds of persistence, or none'),
      connections: count('Number of connections: all, or those made meanwhile'),
      servers: z.array(server).optional().describe('All its servers, in any order'),
    })
    .describe('Properties of the service'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly node: string;
  readonly title: string;
  readonly expect: WantedService;
  /** Whether connections are counted. */
  readonly counts: boolean;
  readonly stimulus?: Stimulus;
}

/** Milliseconds. IPVS adds up the counters of `--stats` every 2 s (net/netfilter/ipvs/ip_vs_est.c). */
const addedUp = 3000;

export const ipvs = defineProbe<Spec, Question>({
  name: 'ipvs',
  about: 'A virtual service of IPVS: its servers, their weights and connections',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const node = oneNode(spec.at, asker);
    const service = serviceOf(spec, asker, node);
    const stimulus = spec.while === undefined ? undefined : stimulusOf(asker);
    const expect = service && wantedOf(spec, service, asker, node);
    if (node === undefined || !expect || (spec.while !== undefined && !stimulus)) return undefined;
    const counted = [
      spec.expect.connections,
      ...(expect.servers ?? []).map(({ connections }) => connections),
    ];
    const counts = counted.some((one) => one !== undefined);
    const seen = counted.some((one) => one !== undefined && one.min > 0);
    if (stimulus && !proveSent(stimulus, { seen }, asker)) return undefined;
    const title = serviceTitle(service);
    return {
      question: { node, title, expect, counts, ...(stimulus ? { stimulus } : {}) },
      id: [node, title, ...(stimulus ? ['while', stimulus.id] : [])].join('/'),
      title: `${node} ${title}`,
      expected: sayService(expect),
      ...(stimulus
        ? {
            ...{ controls: stimulus.controls, alone: true, once: true },
            ...alongside(stimulus),
          }
        : { looks: true }),
      nodes: [...new Set([node, ...(stimulus?.nodes ?? [])])],
      tools: ['ipvsadm', ...(stimulus?.tools ?? [])],
    };
  },
  async run({ node, title, expect, counts, stimulus }, runner) {
    if (stimulus && counts) await runner.pause(addedUp);
    const before = stimulus && (await list(node, runner));
    if (before && 'failed' in before) return { ...couldNotRun('ipvsadm', before.failed), evidence: [] };
    const failed = stimulus && (await stimulate(stimulus, runner, () => {}));
    if (failed) return failed;
    if (stimulus && counts) await runner.pause(addedUp);
    const after = await list(node, runner);
    if ('failed' in after) return { ...couldNotRun('ipvsadm', after.failed), evidence: [] };
    const evidence = [{ command: runner.typed(node, commands[0]), output: after.text }];
    const of = (all: readonly ListedService[]) => all.find((one) => one.title === title);
    const found = of(after.services);
    if (!found) return { status: 'fail', saw: 'no such virtual service', evidence };
    const wrong = wrongIn(found, expect, before && of(before.services));
    return wrong.length > 0
      ? { status: 'fail', saw: wrong.join(', '), evidence }
      : { status: 'pass', saw: `${found.scheduler}, ${found.servers.length} servers`, evidence };
  },
});

function serviceOf(
  spec: Spec,
  asker: ReferenceResolver,
  node: string | undefined,
): VirtualService | undefined {
  const { address, port, protocol, mark, family } = spec;
  if (mark !== undefined && address === undefined && port === undefined)
    return { protocol: 'mark', mark, family: family === 'ipv6' ? 6 : 4 };
  if (mark === undefined && address !== undefined && port !== undefined) {
    const found = asker.address(address, asker.at('address'), undefined, node);
    return found === undefined ? undefined : { protocol, address: found, port };
  }
  asker.refuse({
    code: 'ipvs-service',
    message: 'a virtual service has address and port, or mark',
    at: asker.at(),
  });
  return undefined;
}

function wantedOf(
  { expect: { servers, ...plain } }: Spec,
  service: VirtualService,
  asker: ReferenceResolver,
  node: string | undefined,
): WantedService | undefined {
  const family = service.protocol === 'mark' ? service.family : parseIp(service.address)?.family;
  const found = servers?.flatMap(({ address, port, ...rest }, i): readonly WantedServer[] => {
    const to = asker.address(address, asker.at('expect', 'servers', i, 'address'), family, node);
    const number = port ?? (service.protocol === 'mark' ? 0 : service.port);
    return to === undefined ? [] : [{ server: socketText({ address: to, port: number }), ...present(rest) }];
  });
  if (found && found.length < servers!.length) return undefined;
  return { ...present(plain), ...(found ? { servers: found } : {}) };
}

/** Without undefined values. */
const present = <T extends object>(all: T) =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

const commands = [
  ['ipvsadm', '-Ln'],
  ['ipvsadm', '-Ln', '--stats', '--exact'],
] as const;

async function list(
  node: string,
  runner: Runner,
): Promise<
  { readonly services: readonly ListedService[]; readonly text: string } | { readonly failed: Outcome }
> {
  const texts: string[] = [];
  for (const argv of commands) {
    const outcome = await runner.exec(node, argv, { timeout: 5000 });
    if (outcome.exit !== 0) return { failed: outcome };
    texts.push(outcome.stdout);
  }
  const [listed = '', stats = ''] = texts;
  return { services: listedServices(listed, stats), text: texts.join('').trim() };
}
