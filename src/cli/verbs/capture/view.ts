import type { Captured } from '../../../packet/captured.ts';
import type { Frame } from '../../../packet/frame.ts';
import { summarize } from '../../../packet/summary.ts';
import type { Paint } from '../../verb.ts';

/** `13:02:11.482913  node1:eth0  VXLAN vni 1 [ 10.244.1.2 > 10.244.2.2 ICMP echo request ]`, in local time. */
export function packetLine(
  { time, interface: where = '' }: Captured,
  frame: Frame,
  width: number,
  paint: Paint,
): string {
  const at = new Date(Number(time / 1_000_000n));
  const two = (n: number) => String(n).padStart(2, '0');
  const micros = String((time / 1000n) % 1_000_000n).padStart(6, '0');
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${micros}`;
  return `${paint.dim(clock)}  ${paint.strong(where.padEnd(width))}  ${summarize(frame)}`;
}
