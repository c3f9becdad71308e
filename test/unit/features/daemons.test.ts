/** The printed commands of daemons. All of it was run: test/netns/daemons. */
import { describe, expect, test } from 'vitest';
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
