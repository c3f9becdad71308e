// A node resolves another's name to the address on their common broadcast domain, VLANs included.
import { describe, expect, test } from 'vitest';
import { printed } from '../compiled.ts';

const stick = (switchVlans: string, parameters = '{ vlan-filtering: true }') => `lab: x
nodes:
  red: { routes: [{ to: default, via: router }] }
  blue: { routes: [{ to: default, via: router }] }
  switch:
    interfaces:
      br0: { type: bridge, interfaces: [port1, port2, trunk], parameters: ${parameters}${switchVlans} }
  router:
    interfaces:
      eth0.10: { type: vlan, id: 10, link: eth0, addresses: [192.0.2.1/25] }
      eth0.20: { type: vlan, id: 20, link: eth0, addresses: [192.0.2.129/25] }
links:
  - { endpoints: [switch:port1, red:eth0], ipv4: [null, 192.0.2.2/25] }
  - { endpoints: [switch:port2, blue:eth0], ipv4: [null, 192.0.2.130/25] }
  - { endpoints: [switch:trunk, router:eth0] }
`;
const routes = (text: string) =>
  ['red', 'blue'].map((node) => printed(text, `${node}/route`)[0]?.split(' ').at(-1));

describe('a router on a stick', () => {
  test('is who hears the asker, in the VLAN of its port', () => {
    const vlans =
      ', vlans: { port1: { untagged: 10 }, port2: { untagged: 20 }, trunk: { tagged: [10, 20] } }';
    expect(routes(stick(vlans))).toEqual(['192.0.2.1', '192.0.2.129']);
  });

  test('is found through a tag that a host sets itself, and a bridge that does not look at it', () => {
    const text = stick('', '{}')
      .replace(/blue: .*/, 'blue: {}')
      .replace(/( {2}- .*)red:eth0\], ipv4: .*/, '$1red:eth0] }')
      .replace(
        'red: {',
        'red: { interfaces: { v: { type: vlan, id: 20, link: eth0, addresses: [192.0.2.140/25] } },',
      );
    expect(printed(text, 'red/route')[0]).toMatch(/192\.0\.2\.129$/);
  });
});
