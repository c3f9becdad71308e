/** Routes that no step made. Routes of the kernel, of routing daemons and of leases do not count. */
import type { Step } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import type { RouteStep } from './route.ts';
import type { Finding } from './step-kind.ts';
import { tableName } from './table-name.ts';
import { typedStep } from './typed-step.ts';

export function extraRoutes(node: NodeState, own: readonly Step[]): readonly Finding[] {
  const steps = own.filter((step): step is RouteStep => step.kind === 'route');
  return [[4, node.routes4] as const, [6, node.routes6] as const].flatMap(([family, rows]) =>
    rows
      .filter((row) => byHand(row) && !steps.some((step) => step.family === family && isOf(step, row)))
      .map((row): Finding => {
        const table = tableOf(row);
        const at = table === 'main' ? [] : ['table', table];
        const metric = row.metric === undefined ? [] : ['metric', String(row.metric)];
        const via = row.gateway ?? row.via?.host;
        const words = [row.type, row.dst, via && `via ${via}`, row.dev && `dev ${row.dev}`, ...at];
        const name = [node.node, 'route', row.dst, ...at, ...metric].join('/');
        return {
          why: `${node.node} has a route that no step made: ${words.filter(Boolean).join(' ')}`,
          argv: [...ip(family), 'route', 'show', 'table', 'all'],
          extra: { name, remove: [typedStep(node.node, name, deletingRoute(row, family))] },
        };
      }),
  );
}

const ip = (family: 4 | 6): readonly string[] => (family === 6 ? ['ip', '-6'] : ['ip']);

const tableOf = (row: Row): string => tableName(row.table);

/** `vrf` names a table by its device, so a route of a VRF is found by its destination. */
const isOf = ({ to, table, vrf, metric }: RouteStep, row: Row): boolean => {
  if (![String(row.dst), `${row.dst}/32`, `${row.dst}/128`].includes(to) && !isDefault(to, row)) return false;
  if (vrf === undefined && tableName(table) !== tableOf(row)) return false;
  return metric === undefined ? [undefined, 0, 1024].includes(row.metric) : metric === row.metric;
};

const isDefault = (to: string, { dst }: Row): boolean =>
  dst === 'default' && ['0.0.0.0/0', '::/0'].includes(to);

/** The command that deletes a route, and no other one to the same destination. */
export const deletingRoute = (row: Row, family: 4 | 6): readonly string[] => [
  ...[...ip(family), 'route', 'del'],
  ...(row.type && row.type !== 'unicast' ? [String(row.type)] : []),
  String(row.dst),
  ...(row.gateway ? ['via', String(row.gateway)] : []),
  ...(row.dev && (row.type ?? 'unicast') === 'unicast' ? ['dev', String(row.dev)] : []),
  ...(row.metric === undefined ? [] : ['metric', String(row.metric)]),
  ...(tableOf(row) === 'main' ? [] : ['table', tableOf(row)]),
];

const byHand = (row: Row): boolean =>
  [undefined, 'boot', 'static'].includes(row.protocol) &&
  !['local', 'broadcast', 'multicast', 'anycast'].includes(row.type) &&
  row.table !== 'local';
