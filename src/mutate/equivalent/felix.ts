/**
 * felix's chains (src/networks/calico/felix). A policy sets the mark `accept` and returns, so a chain shows what its policies
 * decide: an empty one decides nothing, and a pod without policies is open.
 */
import type { Equivalents } from './equivalent.ts';
import { acceptedAnyway, type Chains, type PlannedRule, ruleOf } from './rules.ts';

const setAccept = '-j MARK --set-xmark 0x10000/0x10000';
const returnIfAccepted = '-m mark --mark 0x10000/0x10000 -j RETURN';
const acceptIfAccepted = '-m mark --mark 0x10000/0x10000 -j ACCEPT';
const clearAll = '-j MARK --set-xmark 0x0/0xf0000';

const endpoint = /^cali-[tf]w-/;
const policy = /^cali-p[io]-/;
const group = /^cali-g[io]-/;
const profile = /^cali-pr[io]-/;

/** A reason holds for leaving a rule out. For a rule that no packet reaches, it also holds for the opposite. */
interface Reason {
  readonly why: string;
  readonly unreached?: true;
}

export const felix: Equivalents = () => (change) => {
  const { mutation } = change;
  const found = mutation === 'drop' || mutation === 'target' ? ruleOf(change) : undefined;
  if (!found) return undefined;
  const { rule, chains } = found;
  const reason = inTable[rule.table]?.(rule, chains) ?? emptyTarget(rule, chains);
  return reason && (mutation === 'drop' || reason.unreached) ? reason.why : undefined;
};

/** A jump to a chain of felix without rules, and a rule that only has a comment. */
function emptyTarget({ table, command, text, target }: PlannedRule, chains: Chains): Reason | undefined {
  if (command !== '-A' && command !== '-I') return undefined;
  if (text === '') return { why: 'The rule only has a comment.' };
  return target?.startsWith('cali-') && hasNoRules(table, target, chains)
    ? { why: `The chain ${target} has no rules, so packets return from it.` }
    : undefined;
}

const hasNoRules = (table: string, chain: string, { names, rules }: Chains): boolean =>
  names(table).includes(chain) && rules(table, chain).every(({ target }) => target === undefined);

function inRaw({ command, chain, text, target }: PlannedRule, chains: Chains): Reason | undefined {
  if (text === acceptIfAccepted) return unreached('No rule of the raw table sets this mark.');
  if (command === '-I' && chain === 'OUTPUT' && target === 'cali-OUTPUT')
    return chains.rules('raw', target).some((rule) => rule.text.includes('--notrack'))
      ? undefined
      : { why: 'Without VXLAN, its chain only clears marks.' };
  if (text !== clearAll) return undefined;
  if (chain === 'cali-PREROUTING')
    return { why: 'A packet carries no mark into another namespace, and no earlier rule sets one.' };
  return chain === 'cali-OUTPUT'
    ? { why: 'No rule that packets from the node itself meet matches a mark.' }
    : undefined;
}

function inMangle({ chain, text, target = '' }: PlannedRule): Reason | undefined {
  if (!chain.startsWith('cali-') && !target.startsWith('cali-')) return undefined;
  return chain === 'cali-PREROUTING' && text === acceptIfAccepted
    ? unreached('No earlier rule sets this mark.')
    : { why: "felix's rules in the mangle table drop nothing: they are for host endpoints." };
}

function inFilter(rule: PlannedRule, chains: Chains): Reason | undefined {
  const { chain, text, target } = rule;
  if (/^cali-(to|from)-wl-dispatch/.test(chain) && text === '-j DROP')
    return unreached('Each cali interface of the node belongs to a pod.');
  if (endpoint.test(chain)) return inEndpoint(rule, chains);
  if (chain === 'cali-INPUT' || chain === 'cali-OUTPUT') {
    if (text === acceptIfAccepted) return unreached('No rule that these packets meet before sets this mark.');
    if (text === clearAll) return { why: 'Later rules match a mark only to accept or to return.' };
  }
  if (chain === 'FORWARD' && text === setAccept)
    return { why: 'Only mangle POSTROUTING matches this mark, and it drops nothing.' };
  if (profile.test(chain) && text === setAccept) return inProfile(chain, chains);
  if (chain === 'cali-FORWARD' && text === '-j MARK --set-xmark 0x0/0xe0000')
    return { why: 'Policies write these marks before they match them, and none of Kubernetes sets "pass".' };
  if (chain === 'cali-wl-to-host' && text === '-j ACCEPT') return open('INPUT', chains);
  if (chain === 'FORWARD' && text === acceptIfAccepted) return open('FORWARD', chains);
  const isOutput =
    chain === 'cali-OUTPUT' ? rule.command === '-A' : chain === 'OUTPUT' && target === 'cali-OUTPUT';
  return isOutput ? open('OUTPUT', chains) : undefined;
}

const inTable: Readonly<Record<string, (rule: PlannedRule, chains: Chains) => Reason | undefined>> = {
  filter: inFilter,
  raw: inRaw,
  mangle: inMangle,
};

const unreached = (why: string): Reason => ({ why, unreached: true });

function open(chain: string, chains: Chains): Reason | undefined {
  const why = acceptedAnyway(chain, chains);
  return why === undefined ? undefined : { why };
}

/** A profile accepts what goes to, or comes from, the pods of a namespace that no policy selects. */
function inProfile(name: string, chains: Chains): Reason | undefined {
  const isUsed = chains
    .names('filter')
    .some(
      (chain) =>
        endpoint.test(chain) &&
        chains.rules('filter', chain).some(({ target }) => target === name) &&
        policiesOf(chain, chains).length === 0,
    );
  return isUsed ? undefined : unreached('Policies select every pod of this node, so no packet reaches it.');
}

function inEndpoint(rule: PlannedRule, chains: Chains): Reason | undefined {
  const { chain, text, target = '' } = rule;
  const policies = policiesOf(chain, chains);
  const isSelected = policies.length > 0;
  const closed = isSelected ? unreached('The rule before it drops all packets that reach it.') : undefined;
  if (profile.test(target)) return closed ?? emptyTarget(rule, chains);
  if (decides(target))
    return isEmpty(target, chains) ? { why: `The chain ${target} accepts nothing: it is empty.` } : undefined;
  return byText[text]?.({ rule, chains, policies, closed });
}

interface Meeting {
  readonly rule: PlannedRule;
  readonly chains: Chains;
  readonly policies: readonly string[];
  /** For rules behind the DROP of a pod that policies select. */
  readonly closed: Reason | undefined;
}

const byText: Readonly<Record<string, (meeting: Meeting) => Reason | undefined>> = {
  '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT': ({ closed }) =>
    closed ? undefined : { why: 'No policy selects this pod, so later rules accept its packets too.' },
  '-j MARK --set-xmark 0x0/0x30000'({ rule, closed }) {
    if (rule.chain.startsWith('cali-fw-'))
      return { why: 'It is the first chain for packets from a pod: none is accepted yet.' };
    return closed ? undefined : { why: 'No policy selects this pod, so later rules accept all packets.' };
  },
  '-j MARK --set-xmark 0x0/0x20000': () => ({ why: 'No policy of Kubernetes sets "pass".' }),
  '-p 17 -m multiport --dports 4789 -j DROP': ({ policies, chains }) =>
    acceptOnly(policies, ['tcp', 'sctp'], chains)
      ? { why: 'No policy accepts UDP from this pod.' }
      : undefined,
  '-p 4 -j DROP': ({ policies, chains }) =>
    acceptOnly(policies, ['tcp', 'udp', 'sctp'], chains)
      ? { why: 'No policy accepts IPIP from this pod.' }
      : undefined,
  '-j DROP': ({ closed }) => closed ?? unreached('The profile accepts all packets that reach it.'),
  [returnIfAccepted]: ({ rule, chains, closed }) => afterJump(rule, chains, closed),
};

/** The RETURN after the jump to a policy, a group or a profile. */
function afterJump(rule: PlannedRule, chains: Chains, closed: Reason | undefined): Reason | undefined {
  const rules = chains.rules('filter', rule.chain);
  const at = rules.indexOf(rule);
  const jumped = rules[at - 1]?.target ?? '';
  if (profile.test(jumped)) return closed ?? afterProfile(jumped, rules[at + 1]?.target ?? '', chains);
  if (isEmpty(jumped, chains)) return { why: `The chain ${jumped} accepts nothing: it is empty.` };
  const rest = rules.slice(at + 1).flatMap(({ target = '' }) => (decides(target) ? [target] : []));
  return rest.length > 0 && rest.every((target) => isEmpty(target, chains))
    ? { why: `The chain ${rest[0]} decides nothing, and the same rule follows it.` }
    : undefined;
}

/** The RETURN after a profile: the profile of a service account has no rules. */
function afterProfile(jumped: string, next: string, chains: Chains): Reason | undefined {
  if (hasNoRules('filter', jumped, chains)) return { why: `The chain ${jumped} accepts nothing.` };
  return profile.test(next) && hasNoRules('filter', next, chains)
    ? { why: `The chain ${next} has no rules, and the same rule follows it.` }
    : undefined;
}

const decides = (target: string): boolean => policy.test(target) || group.test(target);

/** Whether no policy in the chain of a policy or a group accepts anything. */
const isEmpty = (chain: string, chains: Chains): boolean =>
  chains
    .rules('filter', chain)
    .every(
      ({ target }) =>
        target === undefined || target === 'RETURN' || (decides(target) && isEmpty(target, chains)),
    );

/** The chains of the policies that a pod's chain asks, in groups or alone. */
const policiesOf = (chain: string, chains: Chains): readonly string[] =>
  chains.rules('filter', chain).flatMap(({ target = '' }) => {
    if (policy.test(target)) return [target];
    return group.test(target) ? policiesOf(target, chains) : [];
  });

/** Whether there are policies, and they accept only these protocols. */
const acceptOnly = (policies: readonly string[], protocols: readonly string[], chains: Chains): boolean =>
  policies.length > 0 &&
  policies.every((chain) =>
    chains
      .rules('filter', chain)
      .filter(({ text }) => text.endsWith(setAccept))
      .every(({ text }) => protocols.includes(text.match(/^-p (\S+)/)?.[1] ?? '')),
  );
