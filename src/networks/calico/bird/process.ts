/**
 * BIRD in a node, started as calico-node does: with recovery (-R) and in the foreground (-d). Its control socket is in
 * /var/run/calico, which is a private folder of the node here. `up` waits until every session is Established and the
 * kernel has a route to every block of the other nodes.
 */
import type { NodeFragment, ProbeFragment } from '../../../model/written.ts';
import type { CalicoNode } from '../calico-node.ts';
import { tunnels } from '../encapsulation.ts';
import { type Bgp, config, path } from './config.ts';
import { globalName, meshName } from './peers.ts';

const runFolder = '/run/calico';
const socket = `${runFolder}/bird.ctl`;

/** Seconds. A session takes two. */
const within = 20;

export const bird = (node: CalicoNode, others: readonly CalicoNode[], bgp: Bgp): NodeFragment => {
  const { main, files } = config(node, others, bgp);
  return {
    bird: {
      config: main,
      path,
      files,
      folder: runFolder,
      arguments: ['-R'],
      // The checks below also need the sessions.
      ready: false,
      about: `BIRD announces the blocks of ${node.name} to the other nodes, and adds routes to their blocks.`,
    },
    ready: [sessions(node, others, bgp), routes(node, others, bgp)],
  };
};

const sessions = (node: CalicoNode, others: readonly CalicoNode[], { peers }: Bgp): ProbeFragment => ({
  command: {
    at: node.name,
    run: ['birdc', '-s', socket, 'show', 'protocols'],
    expect: {
      lines: [...others.map(meshName), ...peers.map(globalName)].map((name) => `/^${name} .*Established/`),
    },
    within,
  },
});

const routes = (node: CalicoNode, others: readonly CalicoNode[], { encapsulation }: Bgp): ProbeFragment => ({
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
