/** The progress of checks in one line: how many have ended, how many failed, and the one that runs for longest. */
import { plural } from '../../../base/plural.ts';
import type { Check } from '../../../model/lab.ts';
import type { VerifyEvent } from '../../../verify/verify.ts';

export function checkProgress(all: number): (event: VerifyEvent) => string {
  const running = new Set<Check>();
  const count = { ended: 0, failed: 0 };
  return (event) => {
    if (event.kind === 'diagnosing') return `${plural(count.failed, 'failed check')}: looking for the cause`;
    if (event.kind === 'started') running.add(event.check);
    else {
      running.delete(event.check);
      count.ended += 1;
      if (event.result.status === 'fail' || event.result.status === 'error') count.failed += 1;
    }
    const [oldest] = running;
    const failed = count.failed > 0 ? `, ${count.failed} failed` : '';
    const current = oldest ? `  ${oldest.probe} ${oldest.title}` : '';
    return `${count.ended} of ${plural(all, 'check')}${failed}${current}`;
  };
}
