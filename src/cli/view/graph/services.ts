/** The services of a cluster for the terminal: one block, a line each, and their endpoints. */
import type { LabService } from '../../../model/lab.ts';
import type { Paint } from '../../verb.ts';
import { columns, wrap } from '../columns.ts';
import type { Topology } from './topology.ts';

/** The least columns that are left for a list of endpoints. */
const narrowest = 24;

export const sayPort = ({ name, protocol, port, nodePort }: LabService['ports'][number]): string =>
  `${port}/${protocol}${name === undefined ? '' : ` ${name}`}${nodePort === undefined ? '' : ` at ${nodePort}`}`;

/** The title, then the services. Nothing for a lab without any. */
export function servicesText({ services }: Topology, paint: Paint, width: number): readonly string[] {
  const [first] = services;
  if (!first) return [];
  const heads = services.map(({ name, type, address, externalName }) => [
    name,
    type,
    address ?? externalName ?? '',
  ]);
  const aligned = columns(heads.map((head) => [...head, '']));
  const indent = Math.max(...aligned.map((line) => line.trimEnd().length)) + 3;
  const rows = services.flatMap((service, i) => {
    const parts = [...service.ports.map(sayPort), ...endpointsText(service)].join(', ');
    const [text = '', ...more] = wrap(parts, Math.max(width - indent - 2, narrowest));
    const line = aligned[i]!.trimEnd();
    return [
      `  ${line}${' '.repeat(indent - line.length - 1)}${paint.dim(text)}`.trimEnd(),
      ...more.map((rest) => `${' '.repeat(indent + 1)}${paint.dim(rest)}`),
    ];
  });
  return [
    [`${paint.strong('services')}  ${paint.dim(`kube-proxy, mode ${first.proxy}`)}`, ...rows].join('\n'),
  ];
}

function endpointsText({ type, endpoints }: LabService): readonly string[] {
  if (type === 'ExternalName') return [];
  const ready = endpoints.filter((one) => one.ready).map(({ pod }) => pod);
  const others = endpoints.filter((one) => !one.ready).map(({ pod }) => `${pod} (not ready)`);
  const all = [...ready, ...others];
  return [all.length > 0 ? `to ${all.join(', ')}` : 'without endpoints'];
}
