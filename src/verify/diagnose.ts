/**
 * Finds the likely cause of a failed check by comparing the plan with the kernel's state. It names the first object that is missing
 * or different on the path between the nodes of the check, or anywhere else if the path is as planned. If nothing differs, it
 * traces a packet of the first failed check. The state is read once, after all checks.
 */
import { compare, type NodeFinding } from '../drift/compare.ts';
import { partOfLab } from '../drift/part.ts';
import { readState } from '../drift/read-state.ts';
import type { Check } from '../model/lab.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { CheckResult, Hint } from '../model/report.ts';
import { traceCommand, traceFailed } from './trace-failed.ts';
import { typed } from './typed.ts';
import { way } from './way.ts';

/** The results, with a `look` for each that failed. A check with an event has its own, because the lab was put back. */
export async function diagnose(
  results: readonly CheckResult[],
  checks: readonly Check[],
  plan: Plan,
  place: Place,
  { signal, mark }: { readonly signal: AbortSignal; readonly mark: () => number },
): Promise<readonly CheckResult[]> {
  const unexplained = results.map(({ status }, i) => status === 'fail' && !checks[i]!.event);
  if (!unexplained.includes(true)) return results;
  const near = unexplained.map((is, i) => (is ? way(plan, checks[i]!.nodes) : []));
  const nodes = partOfLab(plan, near.flat());
  const found = compare(plan, await readState(plan, place, { signal, nodes }));
  const compared =
    nodes.length < plan.nodes.length
      ? `Of ${plan.nodes.length} nodes, ${nodes.length} were compared with the plan, and everything that it makes there is there.`
      : 'Everything that the plan makes is there.';
  const failed = results.find(({ look, packet }, i) => unexplained[i] && !look && packet);
  const traced =
    found.length === 0 && failed?.packet
      ? await traceFailed(failed.packet, plan, place, mark(), signal)
      : undefined;
  return results.map((result, i) => {
    if (!unexplained[i]) return result;
    if (result === failed && traced) return { ...result, look: traced };
    return { ...result, look: lookOf(result, near[i]!, found, plan, compared) };
  });
}

function lookOf(
  result: CheckResult,
  near: readonly string[],
  found: readonly NodeFinding[],
  plan: Plan,
  compared: string,
): Hint {
  const beside = new Set(near);
  const isNear = ({ node }: NodeFinding) => beside.has(node);
  const first = found.filter(({ consequence }) => !consequence);
  const finding =
    first.find((one) => isNear(one) && !one.minor) ??
    first.find(isNear) ??
    found.find(isNear) ??
    first.find(({ minor }) => !minor) ??
    first[0] ??
    found[0];
  if (finding) return { why: `${finding.why}. Look:`, command: typed(plan.lab, finding.node, finding.argv) };
  const command = result.packet ? traceCommand(plan.lab, result.packet) : result.evidence[0]?.command;
  if (result.look) return result.look;
  return { why: `${compared} Look:`, ...(command === undefined ? {} : { command }), unknown: true };
}
