/** The printed commands of daemons. All of it was run: test/netns/daemons. */
import { describe, expect, test } from 'vitest';
import { daemons } from '../../../src/features/daemons/index.ts';
import { compiled, faultsOf, red, withRed } from '../compiled.ts';

const inRed = 'nsenter --target "$(cat /run/netlab/x/pid/red.mounts)" --mount --net';
const options = '--keep-in-foreground --log-facility=- --user=root --pid-file=';

describe('dnsmasq', () => {
  const asked = (port: string) =>
    `timeout 10 sh -c 'until ${inRed} python3 -IS /run/netlab/x/program/dns-answers.py ${port} >/dev/null 2>&1; do sleep 0.05; done'`;

  test('its text is a file of the node, checked before it starts, and it must answer', () => {
    const setting = { dnsmasq: 'address=/a.test/$(blue)\n' };
    expect(red(setting, 'file/etc/dnsmasq.conf')[1]).toBe(
      "printf %s 'address=/a.test/192.0.2.2\n' > /run/netlab/x/node/red/upper/etc/dnsmasq.conf",
    );
    expect(red(setting, 'check/')).toEqual([`${inRed} dnsmasq --test --conf-file=/etc/dnsmasq.conf`]);
    expect(red(setting, 'process/')).toEqual([
      'mkdir -p /run/netlab/x/log /run/netlab/x/pid',
      `${inRed} dnsmasq ${options} --conf-file=/etc/dnsmasq.conf > /run/netlab/x/log/red.dnsmasq 2>&1 < /dev/null & echo $! > /run/netlab/x/pid/red.dnsmasq`,
      asked('53'),
    ]);
  });

  test('it is asked on the port of its text', () => {
    expect(red({ dnsmasq: 'no-resolv\nport = 5353\n' }, 'process/')[2]).toBe(asked('5353'));
    expect(red({ dnsmasq: 'port=0\n' }, 'process/')[2]).toBe(asked('0'));
  });

  test('it does not wait with ready: false', () => {
    expect(red({ dnsmasq: { config: '', ready: false } }, 'process/').length).toBe(2);
  });

  test('a lab needs the programs that run and ask', () => {
    const { requires } = compiled(withRed({ dnsmasq: '' })).plan;
    expect(requires.tools).toEqual(expect.arrayContaining(['dnsmasq', 'python3']));
    expect(requires.kernel).toContain('overlay');
  });
});

describe('bird', () => {
  test('two files beside each other, and folders of its own', () => {
    const bird = {
      config: 'include "b.conf";\n',
      files: { 'b.conf': 'router id $(self:eth0);\n' },
      ...{ path: '/etc/x/a.conf', folder: '/run/x', arguments: ['-R'], about: 'Because.' },
    };
    expect(red({ bird }, 'file/etc/x').filter((line) => line.startsWith('printf'))).toEqual([
      "printf %s 'router id 192.0.2.1;\n' > /run/netlab/x/node/red/upper/etc/x/b.conf",
      'printf %s \'include "b.conf";\n\' > /run/netlab/x/node/red/upper/etc/x/a.conf',
    ]);
    const printed = red({ bird }, 'process/');
    expect(printed[1]).toContain(`${inRed} bird -R -s /run/x/bird.ctl -d -c /etc/x/a.conf > `);
    expect(printed[2]).toContain('birdc -s /run/x/bird.ctl show status');
  });

  test('its own commands follow the processes of daemons', () => {
    const { plan } = compiled(withRed({ bird: '', dnsmasq: '', run: [{ process: 'sleep 1' }] }));
    const order = plan.steps
      .filter(({ id }) => id.startsWith('red/process/'))
      .map(({ id, level }) => [id, level]);
    expect(order).toEqual([
      ['red/process/bird', 2],
      ['red/process/dnsmasq', 2],
      ['red/process/sleep', 3],
    ]);
  });
});

/** The command of a process, without the words around it. */
const started = (setting: Readonly<Record<string, unknown>>): string =>
  red(setting, 'process/')
    .find((line) => line.includes(' > /run/netlab/'))
    ?.split(`${inRed} `)[1]
    ?.split(' > ')[0] ?? '';
const asked = (setting: Readonly<Record<string, unknown>>): string =>
  red(setting, 'process/')
    .find((line) => line.startsWith('timeout'))
    ?.split(' -IS ')[1]
    ?.split(' >')[0] ?? '';

describe('keepalived', () => {
  const vrrp =
    'vrrp_instance V {\n  interface eth0\n  virtual_router_id 51\n  virtual_ipaddress {\n    192.0.2.100/24 dev eth0\n    192.0.2.101\n  }\n}\n';
  const checks = 'virtual_server 192.0.2.100 80 {\n}\n';
  const files =
    '--pid=/run/keepalived/keepalived.pid --vrrp_pid=/run/keepalived/vrrp.pid --checkers_pid=/run/keepalived/checkers.pid';

  test.each([
    [vrrp, ' --vrrp', ' vrrp'],
    [checks, ' --check', ' checkers'],
    [vrrp + checks, '', ' vrrp checkers'],
    [`${vrrp}include more.conf\n`, '', ' vrrp'],
  ])('runs the parts that the text configures, and asks for them', (keepalived, alone, parts) => {
    expect(started({ keepalived })).toBe(
      `keepalived --dont-fork --log-console --no-syslog --log-detail${alone} ${files} --use-file=/etc/keepalived/keepalived.conf`,
    );
    expect(asked({ keepalived })).toBe(`/run/netlab/x/program/keepalived-answers.py /run/keepalived${parts}`);
  });

  test('needs ip_vs in the kernel for virtual servers only', () => {
    const needs = (keepalived: string) => compiled(withRed({ keepalived })).plan.requires.kernel;
    expect(needs(vrrp + checks)).toContain('ip_vs');
    expect(needs(vrrp)).not.toContain('ip_vs');
  });

  const added = (keepalived: string) =>
    compiled(withRed({ keepalived })).plan.steps.flatMap((step) =>
      step.kind === 'start' ? (step.adds ?? []) : [],
    );

  test('what it adds by VRRP is not compared', () => {
    expect(added(vrrp)).toEqual([{ addresses: ['192.0.2.100', '192.0.2.101'], interfaces: [], sysctls: [] }]);
    expect(added(vrrp.replace('51\n', '51\n  use_vmac\n'))[0]).toMatchObject({
      interfaces: ['vrrp.51'],
      sysctls: ['net.ipv4.conf.eth0.arp_ignore', 'net.ipv4.conf.eth0.arp_filter'],
    });
    expect(added(vrrp.replace('51\n', '51\n  use_vmac vip0\n'))[0]?.interfaces).toContain('vip0');
    expect(added('  virtual_ipaddress { 192.0.2.7/24 }\n  192.0.2.8\n')[0]?.addresses).toEqual(['192.0.2.7']);
    expect(added(`${'\n'.repeat(200_000)}${'virtual_ipaddress {\n'.repeat(20_000)}`)[0]?.addresses).toEqual(
      [],
    );
    expect(added('')).toEqual([{ addresses: [], interfaces: [], sysctls: [] }]);
    expect(added(checks)).toEqual([{ addresses: [], interfaces: [], sysctls: [], services: true }]);
  });
});

describe('nginx', () => {
  test('gets the directives that its text lacks', () => {
    const text = 'events {}\nhttp { server { listen 80; } }\n';
    expect(started({ nginx: text })).toBe(
      "nginx -e stderr -g 'daemon off; user root; pid /run/nginx/nginx.pid;' -c /etc/nginx/nginx.conf",
    );
    expect(started({ nginx: `daemon off;\nuser nobody;\npid /run/x.pid;\n${text}` })).toBe(
      'nginx -e stderr -c /etc/nginx/nginx.conf',
    );
    expect(asked({ nginx: `pid /run/x.pid;\n${text}` })).toBe(
      '/run/netlab/x/program/socket-answers.py /run/x.pid',
    );
    expect(red({ nginx: text }, 'check/')[0]).toContain(' nginx -t -e stderr -g ');
  });
});

describe('haproxy and named', () => {
  test('run in the foreground, and are asked over their sockets', () => {
    expect(started({ haproxy: '' })).toBe(
      'haproxy -W -S /run/haproxy/master.sock -f /etc/haproxy/haproxy.cfg',
    );
    expect(asked({ haproxy: '' })).toBe('/run/netlab/x/program/haproxy-answers.py /run/haproxy/master.sock');
    expect(started({ named: '' })).toBe('named -g -n 1 -c /etc/bind/named.conf');
    expect(asked({ named: 'options { listen-on port 5353 { any; }; };' })).toBe(
      '/run/netlab/x/program/dns-answers.py 5353',
    );
  });
});

test('the ports on which a daemon listens', () => {
  const ports = (key: string, config: string) =>
    daemons
      .get(key)
      .listens?.(config)
      .map(({ port }) => port);
  expect(
    ports('nginx', 'http {\n server {\n listen 192.0.2.1:8080;\n # listen 1;\n listen [::]:80;\n } }'),
  ).toEqual([8080, 80]);
  expect(ports('haproxy', 'frontend f\n  bind 192.0.2.1:80,:81 ssl # :82x\n')).toEqual([80, 80, 81, 81]);
  expect(ports('named', 'options { listen-on port 5353 { any; }; };')).toEqual([5353]);
  expect(ports('named', 'options { forwarders { 192.0.2.1 port 5300; }; };')).toEqual([53]);
  expect(ports('named', '# listen-on port 1 {};\n/* port 2; */ options { port 5354; };')).toEqual([5354]);
  expect(ports('named', 'options { listen-on-v6 port 5355 { any; }; port 3; };')).toEqual([5355]);
  expect(ports('named', '/*'.repeat(100_000) + '; '.repeat(100_000))).toEqual([53]);
});

test('a process under run cannot have the name of a daemon of the node', () => {
  const run = [{ process: 'sleep 1', name: 'bird' }];
  expect(faultsOf(withRed({ bird: '', run }))).toEqual(['duplicate-name: red already has a process bird']);
  expect(faultsOf(withRed({ run }))).toEqual([]);
});

test('paths are those that a node can have, and one setting writes a file', () => {
  expect(faultsOf(withRed({ bird: { config: '', path: '/usr/x', folder: 'run' } }))).toEqual([
    'file-path: a node cannot have a private "/usr/x"',
    'file-path: a node cannot have a private "run"',
  ]);
  expect(faultsOf(withRed({ files: { '/etc/dnsmasq.conf': '' }, dnsmasq: 'no-hosts' }))).toEqual([
    expect.stringMatching(/^duplicate-file: red already has a private \/etc\/dnsmasq\.conf \(line \d+\)/),
  ]);
  expect(faultsOf(withRed({ dnsmasq: { config: '', files: { '../x': '' } } })).length).toBe(1);
});
