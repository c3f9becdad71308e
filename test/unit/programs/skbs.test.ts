// Events at one address are one packet until the kernel frees it, also where no event reports that.
import { expect, it } from 'vitest';
import program from '../../../src/programs/skbs.py';
import { launch } from './process.ts';

const main = /\nmain\(\)\n$/;
const check = `
known = {}
for number, kind in enumerate(EVENTS):
    known[number] = Event.__new__(Event)
    known[number].__dict__ = {"kind": kind, "at": {"skbaddr": (2, 3), "len": (3, 4), "name": (4, 6), "reason": (6, 7)}, "reasons": {"2": "IP_RPFILTER"}}
kinds = list(EVENTS)
found = [
    (when, struct.pack("=HBBHBB", kinds.index(kind), address, length, 8, reason, 0) + b"eth0\\0")
    for when, (kind, address, length, reason) in enumerate(json.load(sys.stdin))
]
for packet in packets(found, known, 0):
    print(" ".join([event[0] + str(event[2]) for event in packet["events"]] + [packet.get("reason", "freed" if "freed" in packet else "kept")]))
`;

it.each([
  [
    'a freed address is used again',
    [
      ['queue', 1, 98, 0],
      ['send', 1, 98, 0],
      ['receive', 1, 84, 0],
      ['drop', 1, 0, 2],
      ['queue', 1, 42, 0],
      ['consume', 1, 0, 0],
    ],
    ['queue98 send98 receive84 IP_RPFILTER', 'queue42 freed'],
  ],
  [
    'an acknowledgment is freed without an event',
    [
      ['receive', 1, 52, 0],
      ['queue', 1, 98, 0],
      ['receive', 1, 84, 0],
      ['receive', 1, 102, 0],
    ],
    ['receive52 kept', 'queue98 receive84 kept', 'receive102 kept'],
  ],
  [
    'a tunnel adds and removes headers, a router adds a link layer',
    [
      ['queue', 1, 98, 0],
      ['send', 1, 98, 0],
      ['queue', 1, 148, 0],
      ['receive', 1, 134, 0],
      ['receive', 1, 84, 0],
      ['queue', 1, 98, 0],
    ],
    ['queue98 send98 queue148 receive134 receive84 queue98 kept'],
  ],
  [
    'an address without an event on an interface is left out',
    [
      ['drop', 1, 0, 2],
      ['queue', 2, 98, 0],
      ['consume', 3, 0, 0],
    ],
    ['queue98 kept'],
  ],
])('%s', async (_, events, packets) => {
  const { out, err } = await launch(program.replace(main, check), [], JSON.stringify(events)).ended;
  expect({ out, err }).toEqual({ out: packets, err: '' });
});
