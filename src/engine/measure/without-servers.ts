/** The servers of `netlab measure` take the ports of the lab's own (`serve`), which therefore are not started in the same nodes. */
import type { LabLoad } from '../../model/load.ts';
import type { Plan } from '../../model/plan.ts';

export function withoutServers(plan: Plan, loads: readonly LabLoad[]): Plan {
  const ports = new Set(
    loads.flatMap(({ servers, serverPort }) => servers.map((node) => `${node} ${serverPort}`)),
  );
  const steps = plan.steps.filter(
    (step) =>
      step.kind !== 'start' ||
      step.name !== 'serve' ||
      !step.argv.some((word) => ports.has(`${step.node} ${word.replace(/\/(http|tcp|udp)$/, '')}`)),
  );
  return { ...plan, steps };
}
