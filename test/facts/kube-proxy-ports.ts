/** The service ports of kube-proxy/example/objects.yaml, as the code that writes rules takes them. */
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { endpointText, type ServicePort, type ServiceProtocol } from '../../src/services/service-port.ts';

interface Port {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  readonly nodePort?: number;
}

interface Slice {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly endpoints: readonly { readonly addresses: readonly string[]; readonly nodeName: string }[];
  readonly ports: readonly Port[];
}

interface Service {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly clusterIP: string;
    readonly ports: readonly Port[];
    readonly externalIPs?: readonly string[];
    readonly externalTrafficPolicy?: string;
    readonly internalTrafficPolicy?: string;
    readonly healthCheckNodePort?: number;
    readonly loadBalancerSourceRanges?: readonly string[];
    readonly sessionAffinityConfig?: { readonly clientIP: { readonly timeoutSeconds: number } };
  };
  readonly status?: { readonly loadBalancer: { readonly ingress: readonly { readonly ip: string }[] } };
}

const objects = parseAllDocuments(
  readFileSync(new URL('kube-proxy/example/objects.yaml', import.meta.url), 'utf8'),
).map((document) => document.toJS() as { readonly kind: string });

const of = <T>(kind: string): readonly T[] => objects.filter((one) => one.kind === kind) as unknown as T[];

const examplePorts: readonly ServicePort[] = of<Service>('Service').flatMap((service) => {
  const { metadata, spec, status } = service;
  const name = `${metadata.namespace}/${metadata.name}`;
  return spec.ports.map((port): ServicePort => {
    const slices = of<Slice>('EndpointSlice').filter(
      (slice) => slice.metadata.labels['kubernetes.io/service-name'] === metadata.name,
    );
    const affinity = spec.sessionAffinityConfig?.clientIP.timeoutSeconds;
    return {
      ...{ service: name, name: port.name ?? '', title: port.name ? `${name}:${port.name}` : name },
      protocol: port.protocol.toLowerCase() as ServiceProtocol,
      ...{ clusterIp: spec.clusterIP, port: port.port, path: [] },
      ...(port.nodePort === undefined ? {} : { nodePort: port.nodePort }),
      externalIps: spec.externalIPs ?? [],
      loadBalancerIps: status?.loadBalancer.ingress.map(({ ip }) => ip) ?? [],
      sourceRanges: spec.loadBalancerSourceRanges ?? [],
      externalLocal: spec.externalTrafficPolicy === 'Local',
      internalLocal: spec.internalTrafficPolicy === 'Local',
      ...(affinity === undefined ? {} : { affinity }),
      ...(spec.healthCheckNodePort === undefined ? {} : { healthCheckNodePort: spec.healthCheckNodePort }),
      endpoints: slices
        .flatMap((slice) => {
          const target = slice.ports.find((one) => (one.name ?? '') === (port.name ?? ''))!;
          return slice.endpoints.map(({ addresses, nodeName }) => ({
            ...{ pod: addresses[0]!, node: nodeName, address: addresses[0]!, port: target.port },
            ...{ ready: true, serving: true, terminating: false },
          }));
        })
        .sort((a, b) => (endpointText(a) < endpointText(b) ? -1 : 1)),
    };
  });
});

/** The setting of the example for a proxy. */
export const exampleSetting = {
  ...{ ports: examplePorts, podCidr: '10.244.0.0/16', serviceCidr: '10.96.0.0/16', masqueradeAll: false },
  written: <Item extends object>(item: Item): Item => item,
  refuse: (code: string, message: string): never => {
    throw new Error(`${code}: ${message}`);
  },
};

export const exampleNode = {
  ...{ name: 'n1', address: '192.0.2.11' },
  addresses: ['192.0.2.11', '10.244.1.1'],
};
