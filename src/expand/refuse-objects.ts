/** Objects that the cluster would ignore, and two objects of one kind and name. */
import { isPolicy, isService } from '../kubernetes/object.ts';
import type { AnyNetwork, Refuse } from '../networks/network.ts';
import type { ClusterSpec } from './cluster-schema.ts';

export function refuseObjects(spec: ClusterSpec, { name, kubernetes }: AnyNetwork, refuse: Refuse): void {
  const without = `${name} is not a network of Kubernetes, so it has no services`;
  if (spec.services && !kubernetes) refuse('no-services', without, ['services']);
  const known = new Set<string>();
  spec.objects.forEach((object, i) => {
    const { kind, metadata } = object;
    if (known.has(`${kind} ${metadata.name}`))
      refuse('duplicate-name', `there are two objects ${kind} with the name ${metadata.name}`, [
        ...['objects', i, 'metadata', 'name'],
      ]);
    known.add(`${kind} ${metadata.name}`);
    const reason = kubernetes ? kubernetes.policies : `${name} ignores network policies`;
    if (isPolicy(object) && reason !== true)
      refuse('no-policies', `${reason}; calico enforces them`, ['objects', i]);
    if (isService(object) && !spec.services)
      refuse('no-services', kubernetes ? 'services need kube-proxy: add cluster.services' : without, [
        ...['objects', i],
      ]);
  });
}
