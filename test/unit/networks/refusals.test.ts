/** Refusals of cluster networks. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/engine/compile.ts';

const codes = (cluster: string): readonly string[] => {
  try {
    compile(Buffer.from(`lab: x\ncluster:\n${cluster.replace(/^/gm, '  ')}\n`), 'x.yaml');
    return [];
  } catch (refusal) {
    return (refusal as { diagnostics: readonly { code: string }[] }).diagnostics.map(({ code }) => code);
  }
};

describe('flannel', () => {
  it.each([
    ['nodes: 1\nunderlay: 192.0.2.0/24\nnetwork: { plugin: flannel }', []],
    ['nodes: 2\nnetwork: { plugin: flannel }', ['missing-key']],
    ['nodes: 2\nunderlay: 2001:db8::/64\nnetwork: { plugin: flannel }', ['underlay-family']],
    ['nodes: 1\nunderlay: 10.0.0.0/8\nnetwork: { plugin: flannel }', ['overlap']],
    [
      'nodes: 1\nunderlay: 192.0.2.0/24\npod-cidr: fd00::/48\nnetwork: { plugin: flannel }',
      ['pod-cidr-family'],
    ],
    [
      'nodes: 2\nunderlay: 192.0.2.0/24\npod-cidr: 10.244.0.0/23\nnetwork: { plugin: flannel }',
      ['cluster-too-large'],
    ],
    [
      'nodes: 1\npods: 6\nunderlay: 192.0.2.0/24\nnetwork: { plugin: flannel, subnet-length: 29 }',
      ['cluster-too-large'],
    ],
    ['nodes: 1\npods: 5\nunderlay: 192.0.2.0/24\nnetwork: { plugin: flannel, subnet-length: 29 }', []],
    [
      'nodes: 2\nunderlay: { 192.0.2.0/25: [node1], 192.0.2.128/25: [node2] }\nnetwork: { plugin: flannel, backend: host-gw }',
      ['nodes-apart'],
    ],
    [
      'nodes: 2\nunderlay: { 192.0.2.0/25: [node1], 192.0.2.128/25: [node2] }\nnetwork: { plugin: flannel, backend: vxlan }',
      [],
    ],
    ['nodes: 2\nunderlay: 192.0.2.0/24\nnetwork: { plugin: flannel, backend: udp, port: 8286 }', []],
    [
      'nodes: 2\nunderlay: 192.0.2.0/24\nnetwork: { plugin: flannel, backend: udp, vni: 2 }',
      ['backend-option'],
    ],
    [
      'nodes: 2\nunderlay: 192.0.2.0/24\nnetwork: { plugin: flannel, backend: host-gw, direct-routing: true }',
      ['backend-option'],
    ],
  ])('%j: %j', (cluster, expected) => {
    expect(codes(cluster)).toEqual(expected);
  });
});

describe('kindnet', () => {
  it.each([
    ['nodes: 1\nunderlay: 192.0.2.0/24\nnetwork: { plugin: kindnet }', []],
    ['nodes: 2\nnetwork: { plugin: kindnet }', ['missing-key']],
    ['nodes: 2\nunderlay: 2001:db8::/64\nnetwork: { plugin: kindnet }', ['underlay-family']],
    ['nodes: 1\nunderlay: 10.0.0.0/8\nnetwork: { plugin: kindnet }', ['overlap']],
    [
      'nodes: 1\nunderlay: 192.0.2.0/24\npod-cidr: fd00::/48\nnetwork: { plugin: kindnet }',
      ['pod-cidr-family'],
    ],
    [
      'nodes: 2\nunderlay: 192.0.2.0/24\npod-cidr: 10.244.0.0/23\nnetwork: { plugin: kindnet }',
      ['cluster-too-large'],
    ],
    [
      'nodes: 2\nunderlay: { 192.0.2.0/25: [node1], 192.0.2.128/25: [node2] }\nnetwork: { plugin: kindnet }',
      ['nodes-apart'],
    ],
  ])('%j: %j', (cluster, expected) => {
    expect(codes(cluster)).toEqual(expected);
  });
});

describe('docker', () => {
  const publish = (items: string) =>
    `nodes: [host]\npods: { host: [web, db] }\nnetwork: { plugin: docker, publish: [${items}] }`;

  it.each([
    ['nodes: 2\nnetwork: { plugin: docker }', []],
    ['nodes: 1\npod-cidr: fd00::/48\nnetwork: { plugin: docker }', ['pod-cidr-family']],
    ['nodes: 1\npods: 6\npod-cidr: 192.0.2.0/29\nnetwork: { plugin: docker }', ['cluster-too-large']],
    ['nodes: 1\npods: 5\npod-cidr: 192.0.2.0/29\nnetwork: { plugin: docker }', []],
    ['nodes: 1\nunderlay: 172.17.8.0/24\nnetwork: { plugin: docker }', ['overlap']],
    [
      publish('{ container: web, port: 80, host-port: 8080 }, { container: db, port: 80, host-port: 8081 }'),
      [],
    ],
    [publish('{ container: wbe, port: 80, host-port: 8080 }'), ['unknown-container']],
    [
      publish('{ container: web, port: 80, host-port: 8080 }, { container: db, port: 81, host-port: 8080 }'),
      ['port-twice'],
    ],
    [
      publish(
        '{ container: web, port: 53, host-port: 53 }, { container: db, port: 53, host-port: 53, protocol: udp }',
      ),
      [],
    ],
    [
      publish(
        '{ container: web, port: 80, host-port: 80, host-ip: 127.0.0.1 }, { container: db, port: 80, host-port: 80, host-ip: 127.0.0.2 }',
      ),
      [],
    ],
    [
      publish(
        '{ container: web, port: 80, host-port: 80, host-ip: 127.0.0.1 }, { container: db, port: 80, host-port: 80 }',
      ),
      ['port-twice'],
    ],
  ])('%j: %j', (cluster, expected) => {
    expect(codes(cluster)).toEqual(expected);
  });
});
