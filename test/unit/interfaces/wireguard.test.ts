// The file that `wg setconf` reads, and the steps around it. The keys are those that wg(8) makes of the same bytes.
import { describe, expect, test } from 'vitest';
import { commandOf } from '../../../src/steps/index.ts';
import { compiled, faultsOf, printed, withRed } from '../compiled.ts';

const wg = (more: Record<string, unknown> = {}) => ({ interfaces: { wg0: { type: 'wireguard', ...more } } });
const blue = { nodes: { blue: wg({ port: 51821 }) } };
const lab = (peer: Record<string, unknown> | undefined, own: Record<string, unknown> = {}) =>
  withRed(wg({ ...own, ...(peer ? { peers: [peer] } : {}) }), {
    nodes: { red: wg({ ...own, ...(peer ? { peers: [peer] } : {}) }), ...blue.nodes },
  });
const file = (text: string) => {
  const step = compiled(text).plan.steps.find((one) => one.id === 'red/wireguard/wg0/configuration');
  return step?.kind === 'write' ? step : undefined;
};

const redPrivate = 'mC2AMl6pAx1S4MFYBZ3sW5RKWBSwgAEqkVBmotJz61c=';
const bluePublic = 'dL8EuhA8H4vyw7FLgdNW3DiENBrNfuOJJJQVqF/46Wc=';

test('a device, a file that nobody else reads, and the command that loads it', () => {
  const text = lab({
    ...{ keys: { public: 'blue:wg0' }, 'allowed-ips': ['10.0.0.2/32', 'blue', '2001:db8:9::/64'] },
    ...{ endpoint: 'blue', port: 51821, keepalive: 25 },
  });
  expect(printed(text, 'red/link/wg0')).toEqual(['ip -n x.red link add wg0 up type wireguard']);
  expect(file(text)).toMatchObject({
    path: '/run/netlab/x/wireguard/red/wg0.conf',
    mode: 0o600,
    content: `[Interface]
PrivateKey = ${redPrivate}
ListenPort = 51820

[Peer]
# blue:wg0
PublicKey = ${bluePublic}
AllowedIPs = 10.0.0.2/32, 192.0.2.2/32, 2001:db8:9::/64
Endpoint = 192.0.2.2:51821
PersistentKeepalive = 25
`,
  });
  const commands = compiled(text).plan.steps.flatMap((step) =>
    step.kind === 'wireguard' ? [commandOf(step).join(' ')] : [],
  );
  expect(commands).toEqual([
    'wg setconf wg0 /run/netlab/x/wireguard/blue/wg0.conf',
    'wg setconf wg0 /run/netlab/x/wireguard/red/wg0.conf',
  ]);
});

test('checks wait until two greetings that crossed are made good, where both may begin', () => {
  const within = (peer: Record<string, unknown>) => {
    const nodes = { ...blue.nodes, red: wg({ peers: [peer] }) };
    const verify = [{ ping: { from: 'red', to: 'blue' } }];
    return compiled(withRed({}, { nodes, verify })).lab.checks[0]?.within;
  };
  const keys = { public: bluePublic };
  expect(within({ keys, endpoint: 'blue' })).toBe(12);
  expect(within({ keys, endpoint: 'blue', keepalive: 25 })).toBe(3);
});

test('no key stands in any argv', () => {
  const text = lab({ keys: { public: 'blue:wg0' }, endpoint: 'blue' });
  const words = compiled(text).plan.steps.flatMap((step) => ('argv' in step ? step.argv : []));
  expect(words.filter((word) => word.includes(redPrivate))).toEqual([]);
});

test('an IPv6 endpoint, a mark, keys that are written', () => {
  const key = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
  const text = lab(
    { keys: { public: bluePublic, shared: key }, endpoint: '2001:db8::2' },
    { key: redPrivate, mark: 7, port: 1234 },
  );
  expect(file(text)?.content).toBe(`[Interface]
PrivateKey = ${redPrivate}
ListenPort = 1234
FwMark = 7

[Peer]
# ${bluePublic}
PublicKey = ${bluePublic}
PresharedKey = ${key}
Endpoint = [2001:db8::2]:51820
`);
});

test('who speaks without being asked is set up last, so that somebody is there to answer', () => {
  const levels = (keepalive: boolean) =>
    compiled(
      lab({ keys: { public: 'blue' }, endpoint: 'blue', ...(keepalive ? { keepalive: 5 } : {}) }),
    ).plan.steps.flatMap((step) => (step.id === 'red/wireguard/wg0' ? [step.stage, step.level] : []));
  expect(levels(false)).toEqual(['peers', 0]);
  expect(levels(true)).toEqual(['peers', 1]);
});

describe('a public key by reference', () => {
  test.each(['blue', 'blue:wg0'])('%s', (ref) => {
    expect(file(lab({ keys: { public: ref }, endpoint: 'blue' }))?.content).toContain(`= ${bluePublic}\n`);
  });

  test('in text', () => {
    const text = lab(undefined, {}).replace(
      'blue:\n',
      'blue:\n    run: [{ exec: "echo $(self:wg0.key)" }]\n',
    );
    expect(printed(text, 'blue/exec/echo')).toEqual([`ip netns exec x.blue echo ${bluePublic}`]);
  });
});

describe('refusals', () => {
  const peer = { keys: { public: 'blue:wg0' }, endpoint: 'blue' };
  test.each<[string, string, string]>([
    [
      'a key that is none',
      lab({ ...peer, keys: { public: 'blue', shared: 'secret' } }),
      'bad-key: expected 32 bytes in base64 (44 characters, as printed by wg genkey), found "secret"',
    ],
    ['itself', lab({ ...peer, keys: { public: 'self:wg0' } }), 'own-key: wg0 cannot be its own peer'],
    [
      'an interface without a key',
      lab({ ...peer, keys: { public: 'blue:eth0' } }),
      'no-key: blue:eth0 has no key: its type is veth, not wireguard',
    ],
    [
      'host bits',
      lab({ ...peer, 'allowed-ips': ['10.0.0.1/24'] }),
      'host-bits: 10.0.0.1/24 has host bits set',
    ],
    [
      'neither end knows where the other is',
      lab({ keys: { public: 'blue:wg0' } }),
      'no-endpoint: neither red:wg0 nor blue:wg0 has an endpoint for the other',
    ],
  ])('%s', (_, text, fault) => {
    expect(faultsOf(text)).toContain(fault);
  });
});
