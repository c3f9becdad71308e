/**
 * BIRD in a node, as calico-node starts it: with recovery (-R), in the foreground (-d), its control socket in /var/run/calico, here a
 * folder of the node's own. `up` waits until every session is Established and every block of the others is in the kernel.
 */
import type { Written } from '../../../base/tree.ts';
import type { CalicoNode } from '../calico-node.ts';
import { tunnels } from '../encapsulation.ts';
import type { Parts } from '../parts.ts';
import { type Bgp, config, folder } from './config.ts';
import { globalName, meshName } from './peers.ts';
import { unnoticed } from './unnoticed.ts';

const socket = '/run/calico/bird.ctl';

/** Seconds; a session takes two. */
const within = 20;

export const bird = (node: CalicoNode, others: readonly CalicoNode[], bgp: Bgp): Parts => ({
  files: Object.fromEntries(
    Object.entries(config(node, others, bgp)).map(([path, content]) => [
      path,
      { content, neutral: unnoticed(content) },
    ]),
  ),
  tmpfs: ['/run/calico'],
  run: [
    {
      process: ['bird', '-R', '-s', socket, '-d', '-c', `${folder}/bird.cfg`],
      about: `BIRD tells the other nodes which blocks ${node.name} owns, and writes routes to theirs.`,
    },
  ],
  ready: [sessions(node, others, bgp), routes(node, others, bgp)],
});

const sessions = (node: CalicoNode, others: readonly CalicoNode[], { peers }: Bgp): Written => ({
  command: {
    at: node.name,
    run: ['birdc', '-s', socket, 'show', 'protocols'],
    expect: {
      lines: [...others.map(meshName), ...peers.map(globalName)].map((name) => `/^${name} .*Established/`),
    },
    within,
  },
});

const routes = (node: CalicoNode, others: readonly CalicoNode[], { encapsulation }: Bgp): Written => ({
  command: {
    at: node.name,
    run: ['ip', 'route'],
    expect: {
      lines: [
        ...node.blocks.map((block) => `blackhole ${block} proto bird`),
        ...others.flatMap((peer) => {
          const dev = tunnels(encapsulation, node, peer) ? encapsulation.device! : node.uplink.interface;
          return peer.blocks.map((block) => `/^${block} via [0-9.]+ dev ${dev} proto bird/`);
        }),
      ],
    },
    within,
  },
});
