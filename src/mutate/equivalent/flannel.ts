/** flannel's rules (src/networks/flannel/rules.ts), the setting that shows them bridged packets, and pods' second route. */
import type { Plan } from '../../model/plan.ts';
import type { RouteStep } from '../../steps/route.ts';
import type { Equivalents, PlanChange } from './equivalent.ts';
import { acceptedAnyway, ruleOf } from './rules.ts';

const bridged = 'net.bridge.bridge-nf-call-iptables';

export const flannel: Equivalents = (plan) => {
  const podNetworks = podNetworksOf(plan);
  const gateways = new Map(
    plan.steps.flatMap((step) =>
      step.kind === 'route' && step.to === 'default' ? [[step.node, step.via]] : [],
    ),
  );
  const isSecond = ({ node, to, via }: RouteStep) =>
    via !== undefined && podNetworks.has(to) && gateways.get(node) === via;
  return (change) => {
    const { mutation, step } = change;
    if (mutation !== 'drop') return undefined;
    if (step.kind === 'sysctl' && step.key === bridged && step.optional)
      return "flannel's rules accept packets between pods of one node, and do not change them.";
    if (step.kind === 'route') return isSecond(step) ? 'The default route has the same gateway.' : undefined;
    return judgeRule(change);
  };
};

function judgeRule(change: PlanChange): string | undefined {
  const found = ruleOf(change);
  if (!found) return undefined;
  const { table, command, chain, text, target } = found.rule;
  if (command !== '-A') return undefined;
  const marks = found.chains.names('nat').includes('KUBE-MARK-MASQ');
  if (table === 'nat' && chain === 'FLANNEL-POSTRTG' && text.includes('--mark 0x4000/0x4000'))
    return marks
      ? 'KUBE-POSTROUTING comes first. It masquerades all packets with this mark.'
      : 'Only kube-proxy marks packets, and it does not run here.';
  const accepts =
    table === 'filter' && (chain === 'FLANNEL-FWD' || (chain === 'FORWARD' && target === 'FLANNEL-FWD'));
  return accepts ? acceptedAnyway('FORWARD', found.chains) : undefined;
}

/** From the rule that masquerades: `-s <pod network> ! -d 224.0.0.0/4 ... -j MASQUERADE`. */
const podNetworksOf = ({ steps }: Plan): ReadonlySet<string> =>
  new Set(
    steps.flatMap((step) =>
      step.kind === 'rules'
        ? step.lines.flatMap(({ argv: [, chain, source, network, , , group] }) =>
            chain === 'FLANNEL-POSTRTG' && source === '-s' && group === '224.0.0.0/4' ? [network!] : [],
          )
        : [],
    ),
  );
