/** Combinations of keys that the API server refuses (ValidateService in pkg/apis/core/validation). */
import type * as z from 'zod';
import type { ServiceSpec, ServiceStatus } from './service.ts';

interface Written {
  readonly metadata: {
    readonly labels?: Readonly<Record<string, string>> | undefined;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
  };
  readonly spec: ServiceSpec;
  readonly status: ServiceStatus;
}

type Path = readonly (string | number)[];

export function refuseService(object: Written, ctx: z.core.$RefinementCtx): void {
  const refuse = (path: Path, message: string) => {
    ctx.addIssue({ code: 'custom', message, path: [...path], params: { code: 'service' } });
  };
  for (const { when, path, message } of rules(object)) if (when) refuse(path, message);
  refusePorts(object.spec, refuse);
}

interface Rule {
  readonly when: boolean;
  readonly path: Path;
  readonly message: string;
}

function rules({ metadata, spec, status }: Written): readonly Rule[] {
  const { type } = spec;
  const headless = spec.clusterIP === 'None' || spec.clusterIPs?.[0] === 'None';
  const external = type === 'NodePort' || type === 'LoadBalancer';
  const balanced = type === 'LoadBalancer';
  return [
    // Topology hints and the name of another proxy: kube-proxy would act on them.
    ...(['labels', 'annotations'] as const).flatMap((kind) =>
      Object.keys(metadata[kind] ?? {}).map((key) => ({
        when: key.startsWith('service.kubernetes.io/'),
        path: ['metadata', kind, key],
        message: `a lab does not support ${key}`,
      })),
    ),
    {
      when:
        spec.clusterIP !== undefined &&
        spec.clusterIPs !== undefined &&
        spec.clusterIPs[0] !== spec.clusterIP,
      path: ['spec', 'clusterIPs'],
      message: 'clusterIPs must begin with clusterIP',
    },
    {
      when: headless && type !== 'ClusterIP',
      path: ['spec', 'type'],
      message: `a headless service cannot have type ${type}`,
    },
    {
      when: type === 'ExternalName' && spec.externalName === undefined,
      path: ['spec'],
      message: 'type ExternalName needs externalName',
    },
    {
      when: type !== 'ExternalName' && spec.externalName !== undefined,
      path: ['spec', 'externalName'],
      message: 'externalName needs type ExternalName',
    },
    {
      when: type !== 'ExternalName' && !headless && spec.ports.length === 0,
      path: ['spec'],
      message: 'a service needs at least one port',
    },
    {
      when: spec.externalTrafficPolicy === 'Local' && !external && spec.externalIPs.length === 0,
      path: ['spec', 'externalTrafficPolicy'],
      message: 'externalTrafficPolicy needs type NodePort or LoadBalancer, or externalIPs',
    },
    {
      when: spec.healthCheckNodePort !== undefined && !(balanced && spec.externalTrafficPolicy === 'Local'),
      path: ['spec', 'healthCheckNodePort'],
      message: 'healthCheckNodePort needs type LoadBalancer with externalTrafficPolicy: Local',
    },
    {
      when: !balanced && spec.loadBalancerSourceRanges.length > 0,
      path: ['spec', 'loadBalancerSourceRanges'],
      message: 'loadBalancerSourceRanges needs type LoadBalancer',
    },
    {
      when: !balanced && !spec.allocateLoadBalancerNodePorts,
      path: ['spec', 'allocateLoadBalancerNodePorts'],
      message: 'allocateLoadBalancerNodePorts needs type LoadBalancer',
    },
    {
      when: !balanced && status.loadBalancer.ingress.length > 0,
      path: ['status', 'loadBalancer'],
      message: 'loadBalancer needs type LoadBalancer',
    },
    {
      when: spec.sessionAffinity === 'None' && spec.sessionAffinityConfig !== undefined,
      path: ['spec', 'sessionAffinityConfig'],
      message: 'sessionAffinityConfig needs sessionAffinity: ClientIP',
    },
    ...spec.ports.map((port, i) => ({
      when: port.nodePort !== undefined && !external,
      path: ['spec', 'ports', i, 'nodePort'],
      message: 'nodePort needs type NodePort or LoadBalancer',
    })),
  ];
}

function refusePorts({ ports }: ServiceSpec, refuse: (path: Path, message: string) => void): void {
  ports.forEach((port, i) => {
    const at = ['spec', 'ports', i];
    if (ports.length > 1 && port.name === undefined) refuse(at, 'each of several ports needs a name');
    const before = ports.slice(0, i);
    if (port.name !== undefined && before.some(({ name }) => name === port.name))
      refuse([...at, 'name'], `there are two ports with the name ${port.name}`);
    if (before.some((one) => one.port === port.port && one.protocol === port.protocol))
      refuse([...at, 'port'], `there are two ports ${port.port}/${port.protocol}`);
  });
}
