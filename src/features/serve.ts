/**
 * A small server in the node. It answers over HTTP, TCP and UDP with its node's name and the peer's address. Probes
 * read the answer, and curl shows it. It is a python3 script, so every place can run it.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { pythonFile } from '../programs/run-python.ts';
import serveProgram from '../programs/serve.py';
import { defineFeature } from './feature.ts';

const schema = z.array(
  z
    .string()
    .regex(/^\d{1,5}\/(http|tcp|udp)$/, {
      error: (issue) =>
        `expected port/protocol with http, tcp or udp (80/http), found "${String(issue.input)}"`,
    })
    .meta({ title: 'port/protocol' }),
);

declare module '../model/written.ts' {
  interface NodeSettings {
    serve: z.input<typeof schema>;
  }
}

interface Serve {
  readonly listens: readonly string[];
  readonly source: Source;
}

export const serve = defineFeature<readonly string[], Serve>({
  key: 'serve',
  about:
    'Ports of a server that answers with the name of the node and the address of the peer: 80/http, 53/udp',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const transport = (listen: string) => listen.replace('http', 'tcp');
    const taken = new Set<string>();
    spec.forEach((listen, i) => {
      const before = taken.size;
      if (taken.add(transport(listen)).size === before)
        asker.refuse({
          code: 'port-twice',
          message: `${asker.node} serves ${listen} twice`,
          at: asker.at(i),
        });
      const port = Number(listen.split('/')[0]);
      if (port < 1 || port > 65_535)
        asker.refuse({
          code: 'port-range',
          message: `invalid port ${port}: use 1 to 65535`,
          at: asker.at(i),
        });
    });
    return { listens: spec, source: asker.at() };
  },
  listens: (spec) =>
    spec.map((listen) => {
      const [port, protocol = ''] = listen.split('/');
      return { port: Number(port), protocol };
    }),
  requires: ({ listens }) => (listens.length > 0 ? { tools: ['python3'] } : {}),
  plan({ listens, source }, { node, directory }) {
    if (listens.length === 0) return [];
    const program = `${directory}/program/serve.py`;
    return [
      {
        kind: 'write',
        id: 'program/serve.py',
        stage: 'files',
        level: 0,
        node: null,
        source,
        reason: 'The server of every node with serve.',
        path: program,
        content: serveProgram,
        mode: 0o644,
      },
      {
        kind: 'start',
        id: `${node.name}/process/serve`,
        stage: 'processes',
        level: 1,
        node: node.name,
        source,
        reason: `${node.name} answers on ${listens.join(', ')} with its name and the peer's address.`,
        name: 'serve',
        argv: pythonFile(program, '--name', node.name, ...listens),
        log: `${directory}/log/${node.name}.serve`,
        pid: `${directory}/pid/${node.name}.serve`,
        ready: { line: 'serving', within: 10 },
      },
    ];
  },
});
