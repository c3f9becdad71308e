/**
 * A pod changes its state in Kubernetes. The lab is compiled again with that state, so endpoints, and the rules of kube-proxy,
 * follow. Then kube-proxy removes the conntrack entries of UDP services that lead to an endpoint that does not serve
 * (CleanStaleEntries in pkg/proxy/conntrack/cleanup.go). It never removes entries of TCP.
 */
import * as z from 'zod';
import { nodeName, word } from '../base/scalar.ts';
import type { PodChange, UdpService } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import { typedStep } from '../steps/typed-step.ts';
import { defineEvent, unknownNode } from './event-kind.ts';
import { interfacesOf, setStep, withState } from './link.ts';
import { isProcess, killStep, withoutProcesses } from './process.ts';

const changes = {
  ready: { ready: true, terminating: false, deleted: false },
  'not-ready': { ready: false, deleted: false },
  terminating: { terminating: true },
  deleted: { deleted: true },
} as const satisfies Record<string, PodChange>;

const schema = z.strictObject({
  pod: nodeName().describe('Pod of the cluster'),
  becomes: word(['ready', 'not-ready', 'terminating', 'deleted']).describe(
    'New state; deleted also ends its processes and sets its interfaces down',
  ),
  conntrack: word(['clean', 'keep'])
    .default('clean')
    .describe('keep: kube-proxy leaves the conntrack entries of UDP services as they are'),
});

export const pod = defineEvent<z.output<typeof schema>>({
  name: 'pod',
  about: 'A pod changes its state, and the services of the cluster follow',
  schema,
  title: ({ pod: name, becomes, conntrack }) =>
    `pod ${name} becomes ${becomes}${conntrack === 'keep' ? ', conntrack entries stay' : ''}`,
  refusal({ pod: name }, scene) {
    const fault = unknownNode(name, scene);
    if (fault) return fault;
    if (scene.pods.includes(name)) return undefined;
    return {
      code: 'not-a-pod',
      message: `${name} is not a pod of a cluster`,
      known: () => scene.pods,
      word: name,
    };
  },
  pod: ({ pod: name, becomes }) => ({ name, change: changes[becomes] }),
  // A StatefulSet starts a deleted pod again under its name.
  undoes: ({ pod: name, becomes }, earlier) =>
    name === earlier.pod && earlier.becomes === 'deleted' && ['ready', 'not-ready'].includes(becomes),
  plan({ pod: name, becomes }, plan) {
    if (becomes !== 'deleted') return plan;
    const interfaces = ownInterfaces(plan, name).map((one) => [name, one] as const);
    return withState(withoutProcesses(plan, name), interfaces, false);
  },
  first({ pod: name, becomes }, plan) {
    if (becomes !== 'deleted') return [];
    const processes = plan.steps.filter((step) => step.node === name).filter(isProcess);
    return [
      ...processes.map(killStep),
      ...ownInterfaces(plan, name).map((one) => setStep(name, one, 'down')),
    ];
  },
  last({ conntrack }, before, after) {
    if (conntrack === 'keep') return [];
    const old = new Map(before.udp.map((service) => [service.title, service]));
    const words = after.udp.flatMap((service) => staleEntries(old.get(service.title), service));
    return after.nodes.flatMap((node) =>
      words.map((entry) => typedStep(node, `${node}/event/conntrack`, deleteEntries(entry))),
    );
  },
  tools: ({ conntrack }) => (conntrack === 'keep' ? [] : ['conntrack']),
});

const ownInterfaces = (plan: Plan, name: string): readonly string[] =>
  interfacesOf(plan, name).filter((one) => one !== 'lo');

/** The words of conntrack(8) for entries of a service that lead to an endpoint which no longer serves. */
function staleEntries(before: UdpService | undefined, after: UdpService): readonly (readonly string[])[] {
  const gone = (before?.serving ?? []).filter((address) => !after.serving.includes(address));
  const addressed = after.addresses.map((address) => ['--orig-dst', address]);
  const matches = [
    ...addressed.map((words) => [...words, '--orig-port-dst', String(after.port)]),
    ...(after.nodePort === undefined ? [] : [['--orig-port-dst', String(after.nodePort)]]),
  ];
  return gone.flatMap((address) => matches.map((words) => [...words, '--reply-src', address]));
}

/** conntrack exits with 1 if there is no such entry. */
const deleteEntries = (words: readonly string[]): readonly string[] => [
  ...['sh', '-c', 'conntrack -D -p udp "$@" || [ $? = 1 ]', 'sh'],
  ...words,
];
