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
        network: { plugin: 'calico', encapsulation: 'VXLAN' },
        objects: policies,
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
    [policy({ podSelector: {} }, { kind: 'NetworkPolcy' }), ['unknown-type: unknown kind "NetworkPolcy"']],
    [
      policy({ podSelector: {} }, { metadata: { name: 'p', namespace: 'prod' } }),
      [
        'policy-namespace: all pods of a lab are in the namespace default; a policy in "prod" would select none',
      ],
    ],
    [
      policy({ podSelector: {} }, { metadata: { name: 'P_1' } }),
      ['bad-value: invalid policy name "P_1": use a-z, 0-9, "-" and "."'],
    ],
    [from({}), ['policy-peer: a peer needs podSelector, namespaceSelector or ipBlock']],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
      ['policy-peer: ipBlock cannot be combined with a selector; write the selector as a separate peer'],
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0' } }),
      ['bad-value: expected a prefix (10.0.0.0/8), found "10.0.0.0"'],
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
      ['except-outside: 11.0.0.0/16 is not inside 10.0.0.0/8'],
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }),
      ['except-outside: 10.0.0.0/8 is not inside 10.0.0.0/8'],
    ],
    [from({ podSelector: { matchLabels: { 'a b': 'c' } } }), ['bad-name: invalid label key "a b"']],
    [from({ podSelector: { matchLabels: { a: 'b c' } } }), ['bad-value: invalid label value "b c"']],
    [
      from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }),
      ['bad-value: In needs values'],
    ],
    [
      from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] } }),
      ['bad-value: Exists cannot have values: it only tests whether the label exists'],
    ],
    [
      from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Equals', values: ['b'] }] } }),
      ['bad-value: "Equals" is not valid for operator'],
    ],
    [port({ port: 0 }), ['bad-value: expected a whole number from 1 to 65535, found "0"']],
    [
      port({ port: 'http' }),
      ['named-port: "http" is a port name; pods of a lab have no named ports, so use the number'],
    ],
    [port({ port: 80, endPort: 79 }), ['port-range: endPort 79 is lower than port 80']],
    [port({ endPort: 79 }), ['port-range: endPort needs port, the beginning of the range']],
    [port({ port: 80, protocol: 'tcp' }), ['bad-value: "tcp" is not valid for protocol']],
    [ingress({ to: [] }), ['unknown-key: unknown key "to"']],
  ])('%j: %j', (one, expected) => {
    expect(faults(one)).toEqual(expected);
  });

  it('has a name of its own', () => {
    const one = policy({ podSelector: {} });
    expect(faults(one, one)).toEqual(['duplicate-name: there are two objects NetworkPolicy with the name p']);
  });

  it('is for a network that follows it', () => {
    const lab = (network: string, rest = {}) =>
      faultsOf(
        stringify({
          lab: 'x',
          cluster: { nodes: 1, underlay: '192.0.2.0/24', network: { plugin: network }, ...rest },
        }),
      );
    const objects = [policy({ podSelector: {} })];
    expect(lab('flannel', { objects })).toEqual([
      'no-policies: flannel ignores network policies; calico enforces them',
    ]);
    expect(lab('kindnet', { objects })).toEqual([
      'no-policies: kindnetd enforces network policies in a process, which netlab does not run; calico enforces them',
    ]);
    expect(lab('calico', { network: { plugin: 'calico', policies: objects } })).toEqual([
      'unknown-key: unknown key "policies" in network',
    ]);
  });
});
