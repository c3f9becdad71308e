/**
 * Services of three endpoints in iptables, as kube-proxy lays them out: one rule that sends a service's address to its chain, three
 * that choose an endpoint's chain with equal chances, and one in each of those that translates. Eleven lines a service.
 */
import type { Network } from '../network.ts';
import { range, type Workload } from './workload.ts';

const lab = 'bench-services';
/** Services under one number of the third byte. */
const row = 250;
const endpoints = range(3);
/** kube-proxy writes them with eleven digits; the last one takes what is left. */
const chances: Readonly<Record<number, string>> = { 1: '0.33333333349', 2: '0.50000000000' };

export const services: Workload = {
  name: 'services',
  about: 'services of three endpoints in iptables',
  sizes: ['10', '100', '1000'],
  common: 3,
  make(size): Network {
    const count = Number(size);
    const rows = range(Math.ceil(count / row));
    const columns = range(Math.min(count, row));
    const every = rows.flatMap((a) => columns.map((b) => `${a}-${b}`));
    return {
      lab,
      yaml: yaml(rows.length, columns.length),
      nodes: [{ name: 'node1', rules: rules(every) }],
    };
  },
};

const service = (s: string): string =>
  `-A PREROUTING -d 10.96.${s.replace('-', '.')}/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-${s}`;
const choice = (s: string, e: number | string, chance?: string): string =>
  `-A KUBE-SVC-${s}${chance ? ` -m statistic --mode random --probability ${chance}` : ''} -j KUBE-SEP-${s}-${e}`;
const endpoint = (s: string, e: number | string, address: string): string =>
  `-A KUBE-SEP-${s}-${e} -p tcp -m tcp -j DNAT --to-destination 10.24${e}.${address}:8080`;

const rules = (every: readonly string[]): readonly string[] => [
  '*nat',
  ...every.map((s) => `:KUBE-SVC-${s} - [0:0]`),
  ...every.flatMap((s) => endpoints.map((e) => `:KUBE-SEP-${s}-${e} - [0:0]`)),
  ...every.map(service),
  ...endpoints.flatMap((e) => every.map((s) => choice(s, e, chances[e]))),
  ...every.flatMap((s) => endpoints.map((e) => endpoint(s, e, s.replace('-', '.')))),
  'COMMIT',
];

/** The same with `for`, as a user would write it. */
function yaml(rows: number, columns: number): string {
  const of = `a: 1..${rows}, b: 1..${columns}`;
  const s = '$(a)-$(b)';
  const line = (loop: string, rule: string) => `      - { for: { ${loop} }, rule: "-t nat ${rule}" }`;
  return `lab: ${lab}
about: Services of three endpoints in iptables
nodes:
  node1:
    iptables:
${[
  line(of, `-N KUBE-SVC-${s}`),
  line(`${of}, e: 1..3`, `-N KUBE-SEP-${s}-$(e)`),
  line(of, service(s)),
  ...endpoints.map((e) => line(of, choice(s, e, chances[e]))),
  line(`${of}, e: 1..3`, endpoint(s, '$(e)', '$(a).$(b)')),
].join('\n')}
`;
}
