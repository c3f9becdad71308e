import { describe, expect, test } from 'vitest';
import { expanded, faultsOf } from '../compiled.ts';

const nodes = (text: string, sets: readonly string[] = []) =>
  expanded(`lab: x\n${text}`, sets).nodes as Record<string, unknown>;

describe('a node is what defaults, its groups, globs and the lab say of it, the last word winning', () => {
  test('maps merge, scalars replace, lists append', () => {
    expect(
      nodes(`
defaults: { labels: { a: default, b: default }, serve: [80/http], about: from defaults }
groups: { web: { labels: { b: group, c: group }, serve: [81/http], about: from the group } }
nodes:
  "w*": { labels: { c: glob, d: glob }, serve: [82/http] }
  w1: { group: web, labels: { d: own }, serve: [83/http], about: own }`),
    ).toEqual({
      w1: {
        about: 'own',
        group: ['web'],
        labels: { a: 'default', b: 'group', c: 'glob', d: 'own' },
        serve: ['80/http', '81/http', '82/http', '83/http'],
      },
    });
  });

  test('null removes what came before it', () => {
    expect(
      nodes(`
defaults: { serve: [80/http], labels: { a: "1", b: "2" } }
nodes: { red: { serve: null, labels: { a: null } }, blue: }`),
    ).toEqual({ red: { labels: { b: '2' } }, blue: { serve: ['80/http'], labels: { a: '1', b: '2' } } });
  });

  test('one group or a list of groups is the same', () => {
    const text = (group: string) => `
groups: { web: { serve: [80/http] } }
nodes: { "r*": { group: red }, r1: { group: ${group} } }`;
    expect(nodes(text('web'))).toEqual(nodes(text('[web]')));
    expect(nodes(text('web'))).toEqual({ r1: { group: ['red', 'web'], serve: ['80/http'] } });
  });

  test('defaults may name a group', () => {
    expect(
      nodes(
        'groups: { all-of-us: { serve: [80/http] } }\ndefaults: { group: all-of-us }\nnodes: { red: {} }',
      ),
    ).toEqual({ red: { group: ['all-of-us'], serve: ['80/http'] } });
  });

  test('a glob makes no node', () => {
    expect(Object.keys(nodes('nodes: { "r*": { serve: [80/http] }, red: {}, rose: {}, blue: {} }'))).toEqual([
      'red',
      'rose',
      'blue',
    ]);
  });
});

describe('vars stand for text, the nearest ones winning', () => {
  test.each([
    ['vars: { p: lab }\nnodes: { red: { about: "$(p)" } }', 'lab'],
    [
      'vars: { p: lab }\ngroups: { g: { vars: { p: group } } }\nnodes: { red: { group: g, about: "$(p)" } }',
      'group',
    ],
    ['vars: { p: lab }\nnodes: { red: { vars: { p: node }, about: "$(p)" } }', 'node'],
    ['vars: { p: lab }\nnodes: { red: { about: "a$(p)b$(p)" } }', 'alabblab'],
    ['vars: { p: lab }\nnodes: { red: { about: "$(q)" } }', '$(q)'],
    ['vars: { p: lab }\nnodes: { red: { about: "$$(p)" } }', '$$(p)'],
    ['vars: { p: "$(q)", q: deep }\nnodes: { red: { about: "$(p)" } }', '$(q)'],
    ['vars: { p: "$&$1" }\nnodes: { red: { about: "$(p)" } }', '$&$1'],
    ['nodes: { red: { about: "$(constructor)" } }', '$(constructor)'],
  ])('%j gives %s', (text, about) => {
    expect(nodes(text).red).toHaveProperty('about', about);
  });

  test('they stand in keys, links and checks too', () => {
    const lab = expanded(
      'lab: x\nvars: { k: key, n: red }\nnodes: { red: { labels: { "$(k)": "1" } } }\nverify: [{ ping: { from: "$(n)", to: "$(n)" } }]',
    );
    expect(lab).toMatchObject({
      nodes: { red: { labels: { key: '1' } } },
      verify: [{ ping: { from: 'red', to: 'red' } }],
    });
  });
});

describe('for makes copies in order', () => {
  test('one for each combination, the last variable running fastest', () => {
    expect(Object.keys(nodes('nodes: { "l$(l)-$(s)": { for: { l: 1..2, s: [a, b] } } }'))).toEqual([
      'l1-a',
      'l1-b',
      'l2-a',
      'l2-b',
    ]);
  });

  test('in lists and in lists of copies', () => {
    const { links } = expanded(
      'lab: x\nnodes: { a: {} }\nlinks: [{ for: { i: 1..2 }, name: "l$(i)", segment: true, endpoints: ["a:e$(i)"] }]',
    );
    expect(links).toEqual([
      { name: 'l1', segment: 'true', endpoints: ['a:e1'] },
      { name: 'l2', segment: 'true', endpoints: ['a:e2'] },
    ]);
    expect(
      nodes(
        'nodes: { "n$(i)": { for: { i: 1..2 }, routes: [{ for: { j: 1..2 }, to: "10.$(i).$(j).0/24", dev: lo }] } }',
      ),
    ).toEqual({
      n1: {
        routes: [
          { to: '10.1.1.0/24', dev: 'lo' },
          { to: '10.1.2.0/24', dev: 'lo' },
        ],
      },
      n2: {
        routes: [
          { to: '10.2.1.0/24', dev: 'lo' },
          { to: '10.2.2.0/24', dev: 'lo' },
        ],
      },
    });
  });

  test('variables of the lab say how many', () => {
    const text = 'vars: { n: 3 }\nnodes: { "n$(i)": { for: { i: "1..$(n)" } } }';
    expect(Object.keys(nodes(text))).toEqual(['n1', 'n2', 'n3']);
    expect(Object.keys(nodes(text, ['vars.n=1']))).toEqual(['n1']);
  });

  test.each([
    ['nodes: { a1: {}, "a$(i)": { for: { i: 1..1 } } }', 'for creates "a1", which exists already'],
    ['nodes: { a: { for: { i: 1..2 } } }', 'for creates "a", which exists already'],
    ['nodes: { "a$(i)": { for: { i: 2..1 } } }', 'the range 2..1 ends before it begins'],
    ['nodes: { "a$(i)": { for: { i: 1..20001 } } }', 'the range 1..20001 has more than 20000 values'],
    ['nodes: { "a$(i)-$(j)": { for: { i: 1..200, j: 1..200 } } }', 'for creates more than 20000 copies'],
    ['nodes: { "a$(i)": { for: { i: 1..3.5 } } }', 'expected a range or a list'],
    ['nodes: { "a$(i)": { for: 3 } }', 'for must be a map of variables to ranges or lists'],
  ])('%s is refused', (text, message) => {
    expect(faultsOf(`lab: x\n${text}`).join()).toContain(message);
  });

  test('copies keep the place of what they are copies of', () => {
    expect(faultsOf('lab: x\nnodes:\n  "n$(i)": { for: { i: 1..9 }, bogus: 1 }')).toHaveLength(3);
  });
});

describe('links of one name join', () => {
  test('ends and addresses append, each address staying with its end', () => {
    const { links } = expanded(`lab: x
nodes: { a: {}, b: {}, c: {}, d: {} }
links:
  - { name: lan, endpoints: [a:eth0, b:eth0], mtu: 1400 }
  - { name: lan, endpoints: [c:eth0], ipv4: [192.0.2.3/24] }
  - { name: lan, endpoints: [d:eth0], ipv6: ["2001:db8::4/64"], mtu: 9000 }`);
    expect(links).toEqual([
      {
        name: 'lan',
        mtu: '9000',
        endpoints: ['a:eth0', 'b:eth0', 'c:eth0', 'd:eth0'],
        ipv4: [null, null, '192.0.2.3/24', null],
        ipv6: [null, null, null, '2001:db8::4/64'],
      },
    ]);
  });

  test("a client joins the cluster's underlay by its name", () => {
    const { links } = expanded(`lab: x
cluster: { nodes: 2, pods: 0, underlay: 172.18.0.0/24, network: { plugin: flannel } }
nodes: { client: {} }
links: [{ name: underlay, endpoints: [client:eth0], ipv4: [172.18.0.100/24] }]`);
    expect((links as { endpoints: string[]; ipv4: string[] }[])[0]).toMatchObject({
      endpoints: ['node1:eth0', 'node2:eth0', 'client:eth0'],
      ipv4: ['172.18.0.11/24', '172.18.0.12/24', '172.18.0.100/24'],
    });
  });
});

describe('--set changes one value of a map', () => {
  const text =
    'lab: x\nvars: { v: "1" }\nnodes: { red: { sysctls: { net.ipv4.ip_forward: 0 }, labels: { a: b } } }\nlinks: []';
  test.each([
    ['lab=y', { lab: 'y' }],
    ['nodes.red.labels.a=c', { nodes: { red: { labels: { a: 'c' } } } }],
    ['nodes.red.labels.new=c', { nodes: { red: { labels: { a: 'b', new: 'c' } } } }],
    ['nodes.red.labels.a=x=y', { nodes: { red: { labels: { a: 'x=y' } } } }],
    [
      'nodes/red/sysctls/net.ipv4.ip_forward=1',
      { nodes: { red: { sysctls: { 'net.ipv4.ip_forward': '1' } } } },
    ],
  ])('%s', (set, expected) => {
    expect(expanded(text, [set])).toMatchObject(expected);
  });

  test.each(['nodes.red.labels=null', 'nodes.red.labels='])('%s removes', (set) => {
    expect((expanded(text, [set]).nodes as { red: object }).red).not.toHaveProperty('labels');
  });

  test('the last one wins', () => {
    expect(expanded(text, ['lab=a', 'lab=b']).lab).toBe('b');
  });

  test.each([
    ['lab', 'set: expected path=value, found "lab"'],
    ['=x', 'set: expected path=value, found "=x"'],
    ['a..b=x', 'set: expected path=value, found "a..b=x"'],
    ['__proto__.x=1', 'set: expected path=value, found "__proto__.x=1"'],
    ['cluster.nodes=3', 'set: unknown key "cluster" in the lab'],
    ['links.0.mtu=3', 'set: links is a list: --set can only change values in maps'],
    ['lab.x=3', 'set: lab is "x": --set can only change values in maps'],
    ['lab=Y', 'bad-name: expected a name'],
    ['bogus=1', 'unknown-key: unknown key "bogus"'],
  ])('%s is refused', (set, message) => {
    expect(faultsOf(text, [set]).join()).toContain(message);
  });
});

test('an interface without a type is the end of a link, and lo is the loopback', () => {
  expect(nodes('nodes: { red: { interfaces: { eth0: { mtu: 1400 }, lo: {} } } }')).toEqual({
    red: { interfaces: { eth0: { type: 'veth', mtu: '1400' }, lo: { type: 'loopback' } } },
  });
});

test('expansion gives the same bytes twice', () => {
  const text = `lab: x
cluster: { nodes: 3, pods: 2, underlay: 172.18.0.0/24, network: { plugin: flannel } }
nodes: { "c$(i)": { for: { i: 1..3 } } }`;
  expect(JSON.stringify(expanded(text))).toBe(JSON.stringify(expanded(text)));
});
