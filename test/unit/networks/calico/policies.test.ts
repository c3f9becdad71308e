/** Errors in a pasted Kubernetes object are those of the API server, with their position. */
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { faultsOf } from '../../compiled.ts';

const policy = (spec: unknown, rest: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p' },
  spec,
  ...rest,
});

const faults = (...policies: readonly unknown[]) =>
  faultsOf(
    stringify({
      lab: 'x',
      cluster: {
        nodes: 1,
        underlay: '192.0.2.0/24',
        network: { plugin: 'calico', encapsulation: 'VXLAN', policies },
      },
    }),
  );

const ingress = (rule: unknown) => policy({ podSelector: {}, ingress: [rule] });
const from = (peer: unknown) => ingress({ from: [peer] });
const port = (one: unknown) => ingress({ ports: [one] });

describe('a policy', () => {
  it.each([
    [policy({ podSelector: {} }), []],
    [policy({}), ['missing-key: podSelector is missing']],
    [policy({ podselector: {} }), ['unknown-key: unknown key "podselector" in spec']],
    [
      policy({ podSelector: {}, policyTypes: ['ingress'] }),
      ['bad-value: "ingress" is not valid in policyTypes'],
    ],
    [
      policy({ podSelector: {} }, { kind: 'NetworkPolcy' }),
      ['bad-value: "NetworkPolcy" is not valid for kind'],
    ],
    [
      policy({ podSelector: {} }, { metadata: { name: 'p', namespace: 'prod' } }),
      ['policy-namespace: pods of a lab are in the namespace default: a policy of "prod" would select none'],
    ],
    [
      policy({ podSelector: {} }, { metadata: { name: 'P_1' } }),
      ['bad-value: "P_1" cannot name a policy: a-z, 0-9, "-" and "."'],
    ],
    [from({}), ['policy-peer: a peer says who: podSelector, namespaceSelector or ipBlock']],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
      ['policy-peer: ipBlock stands alone: a selector is a peer of its own'],
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0' } }),
      ['bad-value: expected a prefix (10.0.0.0/8), found "10.0.0.0"'],
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
      ['except-outside: 11.0.0.0/16 is no part of 10.0.0.0/8'],
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }),
      ['except-outside: 10.0.0.0/8 is no part of 10.0.0.0/8'],
    ],
    [
      from({ podSelector: { matchLabels: { 'a b': 'c' } } }),
      ['bad-name: "a b" cannot be the key of a label'],
    ],
    [
      from({ podSelector: { matchLabels: { a: 'b c' } } }),
      ['bad-value: "b c" cannot be the value of a label'],
    ],
    [
      from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }),
      ['bad-value: In compares with values: it has none'],
    ],
    [
      from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] } }),
      ['bad-value: Exists looks only whether the label is there: it takes no values'],
    ],
    [
      from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Equals', values: ['b'] }] } }),
      ['bad-value: "Equals" is not valid for operator'],
    ],
    [port({ port: 0 }), ['bad-value: expected a whole number from 1 to 65535, found "0"']],
    [
      port({ port: 'http' }),
      ['named-port: "http" names a port, and pods of a lab name none: write its number'],
    ],
    [port({ port: 80, endPort: 79 }), ['port-range: the range ends at 79, before it begins at 80']],
    [port({ endPort: 79 }), ['port-range: endPort ends a range that begins with port, which is missing']],
    [port({ port: 80, protocol: 'tcp' }), ['bad-value: "tcp" is not valid for protocol']],
    [ingress({ to: [] }), ['unknown-key: unknown key "to"']],
  ])('%j: %j', (one, expected) => {
    expect(faults(one)).toEqual(expected);
  });

  it('has a name of its own', () => {
    const one = policy({ podSelector: {} });
    expect(faults(one, one)).toEqual(['duplicate-name: there are two policies of the name p']);
  });

  it('is for a network that follows it', () => {
    const lab =
      'lab: x\ncluster: { nodes: 1, underlay: 192.0.2.0/24, network: { plugin: flannel, policies: [] } }';
    expect(faultsOf(lab)).toEqual(['unknown-key: unknown key "policies" in network']);
  });
});
