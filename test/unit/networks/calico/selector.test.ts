/** Calico's form of Kubernetes' selectors (k8sSelectorToCalico, getEndpointSelector and the parser's String()), and whom they choose. */
import { describe, expect, it } from 'vitest';
import { labelSelector } from '../../../../src/kubernetes/label-selector.ts';
import { labelsOf, peerSelector, policySelector } from '../../../../src/networks/calico/felix/selector.ts';

const k8s = 'projectcalico.org/orchestrator == "k8s"';
const here = 'projectcalico.org/namespace == "default"';
const read = (written: unknown) => (written === undefined ? undefined : labelSelector.parse(written));

describe('the text, by whose hash sets are named', () => {
  it.each([
    [{}, `(${k8s} && ${here})`],
    [{ matchLabels: { b: '2', a: '1' } }, `((${k8s} && a == "1" && b == "2") && ${here})`],
  ])('of a policy: %j', (pods, text) => {
    expect(policySelector(read(pods)!, 'default').text).toBe(text);
  });

  it.each([
    [{}, undefined, `(${here} && ${k8s})`],
    [
      { matchExpressions: [{ key: 'app', operator: 'In', values: ['b', 'a', 'b'] }] },
      undefined,
      `(${here} && (${k8s} && app in {"a", "b"}))`,
    ],
    [
      { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] },
      {},
      `(has(projectcalico.org/namespace) && (${k8s} && app not in {"a"}))`,
    ],
    [
      { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
      { matchLabels: { team: 'x' } },
      `(pcns.team == "x" && (${k8s} && !has(app)))`,
    ],
    [
      undefined,
      { matchLabels: { team: 'x' }, matchExpressions: [{ key: 'env', operator: 'Exists' }] },
      `((pcns.team == "x" && has(pcns.env)) && ${k8s})`,
    ],
  ])('of a peer: %j in %j', (pods, namespaces, text) => {
    expect(peerSelector(read(pods), read(namespaces), 'default').text).toBe(text);
  });
});

describe('chooses', () => {
  const pod = {
    node: 'n',
    name: 'p',
    namespace: 'default',
    interface: 'cali0',
    address: '10.0.0.1',
    labels: { app: 'web' },
  };
  const chosen = (pods: unknown, namespaces?: unknown) =>
    peerSelector(read(pods), read(namespaces), 'default').matches(labelsOf(pod));

  it.each([
    [true, { matchLabels: { app: 'web' } }],
    [false, { matchLabels: { app: 'web', tier: 'x' } }],
    [true, { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['x'] }] }],
    [false, { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }],
    [false, { matchExpressions: [{ key: 'tier', operator: 'In', values: ['x'] }] }],
    [
      true,
      {
        matchExpressions: [
          { key: 'app', operator: 'Exists' },
          { key: 'tier', operator: 'DoesNotExist' },
        ],
      },
    ],
    [false, { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }],
  ])('%s by %j', (expected, pods) => {
    expect(chosen(pods)).toBe(expected);
  });

  it.each([
    [true, {}],
    [true, { matchLabels: { 'kubernetes.io/metadata.name': 'default' } }],
    [false, { matchLabels: { 'kubernetes.io/metadata.name': 'other' } }],
    [
      false,
      { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['default'] }] },
    ],
  ])('%s by namespaces %j', (expected, namespaces) => {
    expect(chosen(undefined, namespaces)).toBe(expected);
  });
});
