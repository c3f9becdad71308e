/** Plans written by hand, small enough to see what each step does. */
import type { Plan, PlanNode, Step } from '../../../src/model/plan.ts';
import type { StageName } from '../../../src/model/stage.ts';
import type { RuleLine } from '../../../src/steps/iptables.ts';
import type { RunStep } from '../../../src/steps/run.ts';
import type { StartStep } from '../../../src/steps/start.ts';

const source = { file: 'lab.yaml', line: 7, column: 3 };
const reason = 'The test wants it.';

export const node = (lab: string, name: string): PlanNode => ({ name, namespace: `${lab}.${name}` });

export const run = (stage: StageName, at: string | null, argv: string, level = 0): RunStep => ({
  kind: 'run',
  id: `${at ?? 'place'}/${argv.replaceAll(' ', '_')}`,
  stage,
  level,
  node: at,
  reason,
  source,
  argv: argv.split(' '),
});

export const sysctl = (at: string, key: string, value: string, optional = false): Step => ({
  ...run('sysctls', at, ''),
  kind: 'sysctl',
  id: `${at}/sysctl/${key}`,
  key,
  value,
  ...(optional ? { optional } : {}),
});

export const rule = (line: string): RuleLine => {
  const [table = '', ...argv] = line.split(' ');
  return { id: line, table, argv, reason, source };
};

export const rules = (at: string, lines: readonly string[]): Step => ({
  ...run('rules', at, ''),
  kind: 'rules',
  id: `${at}/iptables`,
  family: 'iptables',
  lines: lines.map(rule),
});

export const write = (lab: string, at: string | null, path: string, content: string, mode = 0o644): Step => ({
  ...run('files', at, ''),
  kind: 'write',
  id: `${at ?? 'place'}/file/${path}`,
  path: path.startsWith('/') ? path : `/run/netlab/${lab}/${path}`,
  content,
  mode,
});

export const start = (
  lab: string,
  at: string,
  name: string,
  argv: readonly string[],
  more: Partial<StartStep> = {},
): StartStep => ({
  ...run('processes', at, ''),
  kind: 'start',
  id: `${at}/process/${name}`,
  level: 1,
  name,
  argv,
  log: `/run/netlab/${lab}/log/${at}.${name}`,
  pid: `/run/netlab/${lab}/pid/${at}.${name}`,
  ...more,
});

export function plan(lab: string, nodes: readonly PlanNode[], steps: readonly Step[]): Plan {
  return {
    lab,
    file: 'lab.yaml',
    directory: `/run/netlab/${lab}`,
    nodes,
    steps: [
      ...nodes.map(({ name, namespace }) => ({
        ...run('namespaces', null, ''),
        kind: 'namespace' as const,
        id: `${name}/namespace`,
        namespace,
      })),
      ...steps,
    ],
    requires: { tools: ['ip'], kernel: ['veth'] },
  };
}

/** Answers every TCP connection with its name. */
const server = `
import socket, sys
s = socket.create_server(('', 80))
print('serving', flush=True)
while True:
    c, _ = s.accept()
    c.sendall(sys.argv[1].encode())
    c.close()
`;

/**
 *   red eth0 ---- sw:red [br0] sw:blue ---- eth0 blue
 *   192.0.2.1/24                            192.0.2.2/24, serves on port 80
 */
export function twoNodes(lab: string, more: readonly Step[] = []): Plan {
  const nodes = ['red', 'blue', 'sw'].map((name) => node(lab, name));
  const cable = (name: string) =>
    run('links', 'sw', `ip link add ${name} up master br0 type veth peer name eth0 netns ${lab}.${name}`);
  const end = (name: string, address: string) => [
    run('baseline', name, 'ip link set lo up'),
    run('ports', name, 'ip link set eth0 up'),
    run('addresses', name, `ip addr add ${address} dev eth0`),
    write(lab, name, `/etc/netns/${lab}.${name}/hosts`, '192.0.2.1 red\n192.0.2.2 blue\n'),
    sysctl(name, 'net.ipv4.conf.eth0.rp_filter', '0'),
    sysctl(name, 'net.ipv4.no_such_thing', '1', true),
  ];
  return plan(lab, nodes, [
    write(lab, null, 'program/server.py', server),
    run('bridges', 'sw', 'ip link add br0 up type bridge stp_state 0 mcast_snooping 0'),
    cable('red'),
    cable('blue'),
    ...end('red', '192.0.2.1/24'),
    ...end('blue', '192.0.2.2/24'),
    run('routes', 'red', 'ip -6 route add blackhole 2001:db8::/64'),
    run('routes', 'red', 'ip route add blackhole 198.51.100.0/24'),
    rules('blue', [
      'filter -N WEB',
      'filter -P FORWARD DROP',
      "filter -A WEB -m comment --comment it's -j RETURN",
    ]),
    start(lab, 'blue', 'server', ['python3', `/run/netlab/${lab}/program/server.py`, 'blue'], {
      ready: { line: 'serving', within: 10 },
    }),
    ...more,
  ]);
}
