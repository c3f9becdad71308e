/** The benchmark's command line: which groups in which sizes, how often, and where the figures go. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { machine } from './machine.ts';
import { build } from './measure/build.ts';
import { compiling, start } from './measure/commands.ts';
import { kubeProxy, proxies } from './measure/kube-proxy.ts';
import { pairs, shipped } from './measure/verify.ts';
import type { Group } from './result.ts';
import { writePage } from './view/page.ts';
import { table } from './view/table.ts';
import { program } from './ways/floor.ts';
import { ways } from './ways/index.ts';
import { workloads } from './workloads/index.ts';
import { mostOnBridge } from './workloads/star.ts';

const questions = [
  'start',
  'verify',
  'labs',
  'compile',
  'kube-proxy',
  ...workloads.all.map(({ name }) => name),
];
const positive = (text: string): number => {
  const runs = Number(text);
  if (!Number.isInteger(runs) || runs < 1) throw new InvalidArgumentError('It is a number from 1.');
  return runs;
};
const command = new Command('npm run bench --')
  .description('Builds the same networks in several ways and compares what they take: docs/benchmarks.md.')
  .addArgument(new Argument('[question]', 'only this one').choices(questions))
  .argument('[size...]', 'of a kind of network: 100, 10x10; of labs, their names')
  .option('--all', 'all sizes, which takes a quarter of an hour', false)
  .option('--runs <n>', 'of which the median is told', positive, 5)
  .option('--ways <names>', `some of ${ways.all.map(({ name }) => name).join(',')}`)
  .option('--save <file>', 'keeps the figures as JSON')
  .option('--page', 'writes the tables of docs/benchmarks.md from bench/results', false)
  .parse();
const values = command.opts<{
  all: boolean;
  runs: number;
  ways?: string;
  save?: string;
  page: boolean;
}>();
const [kind, sizes] = command.processedArgs as [string | undefined, readonly string[]];
const { runs } = values;
const chosen = values.ways ? values.ways.split(',').map((name) => ways.get(name)) : ways.all;

interface Job {
  readonly name: string;
  run(): Promise<readonly Group[]>;
}

const star = workloads.get('star');
const starts: Job = { name: 'start', run: async () => [await start(runs * 4)] };
const compile = (kind: string, size: string): Job => ({
  name: `compile ${kind} ${size}`,
  run: async () => [await compiling(`${kind} ${size}`, workloads.get(kind).make(size), runs)],
});
const network = (kind: string, size: string): Job => ({
  name: `${kind} ${size}`,
  run: async () => build(`${kind} ${size}`, workloads.get(kind).make(size), chosen, runs),
});
const verify = (size: string): Job => {
  if (Number(size) > mostOnBridge)
    command.error(`error: verify asks all pairs of one bridge: ${mostOnBridge} pods at most`);
  return {
    name: `verify ${size}`,
    run: async () => [await pairs(`star ${size}`, star.make(size), runs)],
  };
};
const labs = (names: readonly string[]): Job => ({
  name: 'labs',
  run: async () => [await shipped(names, runs)],
});

const kubeProxies = (sizes: readonly string[]): readonly Job[] =>
  sizes.flatMap((size) =>
    proxies.map((proxy) => ({
      name: `kube-proxy ${proxy} ${size}`,
      run: () => kubeProxy(proxy, size, runs),
    })),
  );

/** Labs that any kernel with bridges, vxlan and iptables can have. */
const everyLab = [
  'flannel-vxlan',
  'veth-pair',
  'router',
  'nat-gateway',
  'docker-bridge',
  'calico-network-policy',
];

function jobs(): readonly Job[] {
  if (kind === 'start') return [starts];
  if (kind === 'verify') return (sizes.length > 0 ? sizes : ['20']).map(verify);
  if (kind === 'kube-proxy') return kubeProxies(sizes.length > 0 ? sizes : ['1000']);
  if (kind === 'labs') return [labs(sizes.length > 0 ? sizes : everyLab)];
  if (kind === 'compile') return [compile(sizes[0] ?? 'flannel', sizes[1] ?? '100x10')];
  if (kind !== undefined) {
    const known = workloads.get(kind);
    return (sizes.length > 0 ? sizes : known.sizes).map((size) => network(kind, size));
  }
  const sized = workloads.all.flatMap(({ name, sizes: all, common }) =>
    (values.all ? all : all.slice(0, common)).map((size) => [name, size] as const),
  );
  const compiled = values.all ? sized : [...sized, ['flannel', '100x10'] as const];
  return [
    starts,
    ...compiled.map(([name, size]) => compile(name, size)),
    ...sized.map(([name, size]) => network(name, size)),
    ...kubeProxies(values.all ? ['10', '100', '1000'] : ['100']),
    verify('20'),
    labs(values.all ? everyLab : everyLab.slice(0, 1)),
  ];
}

if (values.page) writePage();
else {
  if (!existsSync('dist/netlab.cjs')) throw new Error('netlab is not built: npm run build');
  const about = machine();
  const groups: Group[] = [];
  try {
    for (const job of jobs()) {
      process.stderr.write(`${job.name} ...\n`);
      const found = await job.run();
      groups.push(...found);
      process.stdout.write(`${found.map(table).join('\n')}\n\n`);
      // A run takes minutes: what there is is kept as it comes.
      if (values.save) writeFileSync(values.save, `${JSON.stringify({ machine: about, groups }, null, 1)}\n`);
    }
  } finally {
    rmSync(program, { force: true });
  }
}
