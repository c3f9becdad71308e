/**
 * Puts packets of several interfaces into the order of their times: each is held back a moment, because a tcpdump may hand on
 * later what it saw earlier than another.
 */
import type { Captured } from '../packet/captured.ts';

/** Milliseconds that a packet waits: processes take turns, and a busy machine has many. */
const hold = 200;

export interface InOrder {
  push(packet: Captured): void;
  /** Hands on whatever waits. */
  end(): void;
}

export function inOrder(hand: (packet: Captured) => void): InOrder {
  let waiting: { readonly packet: Captured; readonly came: number }[] = [];
  let timer: NodeJS.Timeout | undefined;

  function hands(until: number): void {
    waiting.sort((a, b) => (a.packet.time < b.packet.time ? -1 : a.packet.time > b.packet.time ? 1 : 0));
    // Up to the last that has waited long enough: what is earlier than it goes before it.
    const count = waiting.findLastIndex(({ came }) => came <= until) + 1;
    const ready = waiting.slice(0, count);
    waiting = waiting.slice(count);
    for (const { packet } of ready) hand(packet);
    timer = waiting.length > 0 ? setTimeout(() => hands(performance.now() - hold), hold / 4) : undefined;
  }

  return {
    push(packet) {
      waiting.push({ packet, came: performance.now() });
      timer ??= setTimeout(() => hands(performance.now() - hold), hold);
    },
    end() {
      clearTimeout(timer);
      hands(Number.POSITIVE_INFINITY);
    },
  };
}
