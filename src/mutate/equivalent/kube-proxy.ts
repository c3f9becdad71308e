/** kube-proxy's chains (src/services/iptables). Every node has the rules of all services, also of those that no packet uses there. */
import type { Plan } from '../../model/plan.ts';
import type { Equivalents } from './equivalent.ts';
import { acceptedAnyway, type Chains, type PlannedRule, ruleOf } from './rules.ts';

const own = /^KUBE-/;

export const kubeProxy: Equivalents = (plan) => {
  const nodeOf = nodesOfPods(plan);
  const withNodePorts = plan.steps.some(
    (step) =>
      step.kind === 'rules' && step.lines.some(({ argv }) => argv.join(' ').startsWith('-A KUBE-NODEPORTS')),
  );
  return (change) => {
    const { mutation, step } = change;
    if (
      step.kind === 'sysctl' &&
      step.key === 'net.ipv4.conf.all.route_localnet' &&
      isKubeNode(plan, step.node)
    )
      return withNodePorts ? undefined : 'No service has a node port, which this setting opens at 127.0.0.1.';
    const found = mutation === 'drop' || mutation === 'target' ? ruleOf(change) : undefined;
    if (!found) return undefined;
    if (isUnreached(found.rule, found.chains)) return `No rule leads to the chain ${found.rule.chain}.`;
    if (mutation === 'target') return undefined;
    const { chain, text } = found.rule;
    const [, address] = /^-s (\S+) -j KUBE-MARK-MASQ$/.exec(text) ?? [];
    const home = address === undefined ? undefined : nodeOf.get(address);
    if (chain.startsWith('KUBE-SEP-') && home !== undefined && home !== step.node)
      return `The pod with ${address} is not on this node, so its packets to itself do not pass here.`;
    return judgeRule(found.rule, found.chains);
  };
};

function judgeRule({ command, chain, table, target }: PlannedRule, chains: Chains): string | undefined {
  if (command === '-N' && chain === 'KUBE-PROXY-CANARY')
    return 'kube-proxy only looks whether this chain exists. It is always empty.';
  if (command === '-N') return undefined;
  if (target !== undefined && own.test(target) && chains.rules(table, target).length === 0)
    return `The chain ${target} of ${table} is empty.`;
  if (own.test(chain) && target === undefined) return 'The rule has no target. It only counts packets.';
  return chain === 'KUBE-FORWARD' && target === 'ACCEPT' ? acceptedAnyway('FORWARD', chains) : undefined;
}

const isUnreached = ({ command, chain, table }: PlannedRule, { names, rules }: Chains): boolean =>
  command !== '-N' &&
  own.test(chain) &&
  !names(table).some((name) => rules(table, name).some(({ target }) => target === chain));

const isKubeNode = ({ steps }: Plan, node: string | null): boolean =>
  steps.some(
    (step) =>
      step.kind === 'rules' &&
      step.node === node &&
      step.lines.some(({ argv: [command, chain] }) => command === '-N' && chain === 'KUBE-SERVICES'),
  );

/** The node at the other end of the cable of each pod, by the pod's address. */
function nodesOfPods({ steps }: Plan): ReadonlyMap<string, string> {
  const hosts = new Map(
    steps.flatMap((step) =>
      step.kind === 'link' && step.peer && step.makes && step.node !== null
        ? [[step.makes.node, step.node] as const]
        : [],
    ),
  );
  return new Map(
    steps.flatMap((step) => {
      if (step.kind !== 'address' || step.node === null) return [];
      const host = hosts.get(step.node);
      return host === undefined ? [] : [[step.cidr.split('/')[0]!, host] as const];
    }),
  );
}
