/** dockerd's rules (src/networks/docker/rules.ts). */
import type { Equivalents } from './equivalent.ts';
import { type Chains, type PlannedRule, ruleOf } from './rules.ts';

export const docker: Equivalents = () => (change) => {
  const found = change.mutation === 'drop' ? ruleOf(change) : undefined;
  if (!found?.chains.names('filter').includes('DOCKER-FORWARD')) return undefined;
  const { rule, chains } = found;
  return judges[rule.table]?.(rule, chains, publishedOf(chains));
};

type OfTable = (rule: PlannedRule, chains: Chains, published: readonly string[]) => string | undefined;

/** The addresses of containers with a published port. */
const publishedOf = (chains: Chains): readonly string[] =>
  chains
    .rules('nat', 'DOCKER')
    .flatMap(({ text }) => text.match(/-j DNAT --to-destination ([\d.]+):/)?.[1] ?? []);

const emptyChain = (table: string, chain: string, { rules }: Chains): string | undefined =>
  rules(table, chain).length === 0
    ? `The chain ${chain} has no rules, so packets return from it.`
    : undefined;

const filter: OfTable = ({ command, chain, text, target }, chains, published) => {
  if (command === '-P' && chain === 'FORWARD')
    return 'The DROP at the end of DOCKER drops packets to containers. No neighbor sends through the host to another one.';
  if (command !== '-A') return undefined;
  if (target === 'DOCKER-USER' || target === 'DOCKER-INTERNAL') return emptyChain('filter', target, chains);
  if ((target === 'DOCKER-BRIDGE' || target === 'DOCKER') && published.length === 0)
    return 'No port is published. The policy of FORWARD drops packets to containers too.';
  return chain === 'DOCKER' && /^! -i \S+ -o \S+ -j DROP$/.test(text)
    ? 'The policy of FORWARD drops the same packets.'
    : undefined;
};

const nat: OfTable = ({ chain, target }, chains) =>
  (chain === 'PREROUTING' || chain === 'OUTPUT') && target === 'DOCKER'
    ? emptyChain('nat', 'DOCKER', chains)
    : undefined;

const raw: OfTable = ({ chain, text }, _, published) => {
  const address = text.match(/^-d ([\d.]+)\/32 ! -i \S+ -j DROP$/)?.[1];
  return chain === 'PREROUTING' && address !== undefined && !published.includes(address)
    ? 'It has no published port, so the DROP at the end of DOCKER drops the same packets later.'
    : undefined;
};

const judges: Readonly<Record<string, OfTable>> = { filter, nat, raw };
