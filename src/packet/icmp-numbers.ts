/** The numbers of an ICMP message's type and code, for patterns that use numbers. */
import type { Frame } from './frame.ts';
import { icmpMessages } from './protocols/icmp.ts';
import { icmpv6Messages } from './protocols/icmpv6.ts';

export function icmpNumbers({
  ip,
  icmp,
}: Frame): { readonly type: number; readonly code: number } | undefined {
  if (!icmp) return undefined;
  const messages = Object.entries(ip?.version === 6 ? icmpv6Messages : icmpMessages);
  const [number, message] = messages.find(([, { name }]) => name === icmp.type) ?? [icmp.type];
  const { code = 0 } = icmp;
  return {
    type: Number(number),
    code: typeof code === 'number' ? code : (message?.codes?.indexOf(code) ?? -1),
  };
}
