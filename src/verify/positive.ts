/**
 * A positive check is retried until it passes or its deadline is over. The deadline is never under two seconds: after
 * many ports have come up, link-state events are rate limited to one round a second (LW_URGENT in net/core/link_watch.c), so the
 * first ping of a large lab may fail for a second without anything being wrong.
 *
 * The deadline is that of the network, not of the check. It counts from the beginning of the run, because a network that has not
 * settled by then will not settle for a later check either. A check that begins late is still retried for a second, and at least
 * once: if one attempt takes longer than that, the machine is slow, and a slow network is not a broken one. Each attempt may take as
 * long as the whole check, however late it begins: a server may be slower to reply than what is left of the deadline. A probe that could
 * not run at all is tried again for the same reason, once. A caller may set a shorter time; the result is then no proof that
 * the check fails.
 */
import type { Check } from '../model/lab.ts';
import type { Found } from './found.ts';
import { pause } from './pause.ts';
import { attempt, type LookContext } from './runner.ts';

const least = 2;
const leastOwn = 1000;
const leastLooks = 2;
const longestPause = 400;

/** `retries` is called when the first attempt has not passed and another follows. */
export async function runPositive(
  check: Check,
  context: LookContext,
  signal: AbortSignal,
  retries: () => void = () => {},
): Promise<Found> {
  const hurry = context.hurry?.(check);
  const settled = context.began + Math.max(check.within, least) * 1000;
  const { pace = 1 } = context.place;
  const end =
    hurry === undefined ? Math.max(settled, performance.now() + leastOwn) : performance.now() + hurry;
  const looks = hurry === undefined ? leastLooks : 1;
  let wait = 50;
  for (let attempts = 1; ; attempts++) {
    const left = end - performance.now();
    const { verdict, disturbed } = await attempt(
      check,
      hurry === undefined ? Math.max(left, check.within * 1000, leastOwn * pace) : Math.max(left, 100),
      context,
      signal,
    );
    const counted = verdict.status === 'fail' && check.once && !disturbed;
    const ended = verdict.status === 'error' && attempts >= looks;
    if (
      verdict.status === 'pass' ||
      verdict.status === 'skip' ||
      counted ||
      ended ||
      (attempts >= looks && performance.now() + wait >= end)
    )
      return { verdict, attempts };
    if (attempts === 1) retries();
    await pause(wait, signal);
    wait = Math.min(wait * 2, longestPause);
  }
}
