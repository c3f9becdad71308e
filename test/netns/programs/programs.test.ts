// The carried programs where loopback has no say: two addresses, a small MTU, packets that vanish, IPv6 switched off.
//
//   one network namespace:  dum 192.0.2.1/24, 192.0.2.2/24, 2001:db8::1/64  (a veth to itself, MTU 1400; lo MTU 1400)

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flowProgram as flow } from '../../../src/programs/flow.ts';
import serve from '../../../src/programs/serve.py';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-programs-'));
  writeFileSync(join(folder, 'serve.py'), serve);
  writeFileSync(join(folder, 'flow.py'), flow);
});
afterAll(() => rmSync(folder, { recursive: true }));

const ground = `
set -e
ip link set lo up mtu 1400
ip link add dum mtu 1400 type veth peer name mud
ip link set dum up
ip link set mud up
ip addr add 192.0.2.1/24 dev dum
ip addr add 192.0.2.2/24 dev dum
`;

/** Runs the flows beside a responder in a namespace that the commands have prepared. */
const run = (commands: string, flows: object[], before = '') => {
  const asked = flows.map((one, id) => ({ id, host: '192.0.2.2', timeout: 5, ...one }));
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(asked));
  const script = `${ground}${commands}
mkfifo ready
python3 serve.py --name web 80/http 9000/tcp 53/udp > ready &
trap 'kill $!; rm ready' EXIT
exec 3< ready
read -r line <&3${before}
python3 flow.py - < flows.json`;
  const { stdout, stderr } = execaSync('unshare', ['-n', 'sh', '-c', script], {
    reject: false,
    stripFinalNewline: false,
    cwd: folder,
  });
  const found = stdout.split('\n').filter((line) => line !== '');
  return found
    .map((line) => JSON.parse(line))
    .sort((a, b) => a.id - b.id)
    .concat(stderr === '' ? [] : [stderr]);
};

const outcomes = (found: { outcome: string }[]) => found.map(({ outcome }) => outcome);

test('a datagram that may not be fragmented is too big for the path; another is fragmented', () => {
  const found = run('', [
    { kind: 'udp', port: 53, size: 1372, df: true },
    { kind: 'udp', port: 53, size: 1373, df: true },
    { kind: 'udp', port: 53, size: 1373 },
  ]);
  expect(outcomes(found)).toEqual(['ok', 'too-big', 'ok']);
});

test('udp answers from the address that was asked, where the route would choose another', () => {
  const found = run('ip addr add 2001:db8::1/64 dev dum nodad; ip addr add 2001:db8::2/64 dev dum nodad', [
    { kind: 'udp', port: 53, host: '192.0.2.1' },
    { kind: 'udp', port: 53, host: '192.0.2.2' },
    { kind: 'udp', port: 53, host: '2001:db8::1' },
    { kind: 'udp', port: 53, host: '2001:db8::2' },
  ]);
  expect(outcomes(found)).toEqual(['ok', 'ok', 'ok', 'ok']);
});

test('a connection whose large segments vanish is a timeout, though it was set up and greeted', () => {
  const found = run('iptables -A INPUT -p tcp --dport 9000 -m length --length 1000: -j DROP', [
    { kind: 'tcp', port: 9000, size: 100 },
    { kind: 'tcp', port: 9000, size: 5000, timeout: 2 },
  ]);
  expect(found.map(({ outcome, by }) => `${outcome} ${by}`)).toEqual(['ok web', 'timeout web']);
  expect(found[1].ms).toBeGreaterThanOrEqual(2000);
});

test('a connection to a server that waits to be asked is ok when nobody wants to hear it any longer', () => {
  const found = run('true', [
    { kind: 'tcp', port: 80, 'source-port': 4003, listen: 0.1, timeout: 5 },
    { kind: 'tcp', port: 9000, 'source-port': 4004, listen: 3, timeout: 5 },
  ]);
  expect(found.map(({ outcome, by }) => `${outcome} ${by}`)).toEqual(['ok undefined', 'ok web']);
  for (const { ms } of found) expect(ms).toBeLessThan(3000);
});

test('a connection that is cut while data is on its way is a reset, however briefly one wants to hear', () => {
  const server = `
import socket, struct, time
server = socket.create_server(("192.0.2.2", 7000))
open("listens", "w").close()
link, _ = server.accept()
time.sleep(0.5)
link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
link.close()`;
  const commands = `iptables -A INPUT -p tcp --dport 7000 -m length --length 1000: -j DROP
python3 -c '${server}' &
until [ -e listens ]; do sleep 0.05; done
rm listens`;
  const flow = { kind: 'tcp', port: 7000, 'source-port': 4005, size: 5000, listen: 0.1, timeout: 5 };
  expect(outcomes(run(commands, [flow]))).toEqual(['reset']);
});

test('routes, rules and silent neighbours each have their outcome', () => {
  const commands = `
ip route add unreachable 198.51.100.0/25
ip route add prohibit 198.51.100.128/25
iptables -A INPUT -p tcp --dport 81 -j DROP
iptables -A INPUT -p tcp --dport 82 -j REJECT --reject-with tcp-reset
iptables -A INPUT -p udp --dport 83 -j REJECT --reject-with icmp-host-unreachable
iptables -A OUTPUT -p udp --dport 84 -j DROP`;
  const found = run(commands, [
    { kind: 'tcp', port: 80, host: '198.51.100.1' },
    { kind: 'http', port: 80, host: '198.51.100.129' },
    { kind: 'tcp', port: 81, timeout: 0.5 },
    { kind: 'tcp', port: 82 },
    { kind: 'udp', port: 83 },
    { kind: 'udp', port: 84 },
    { kind: 'tcp', port: 80, host: '192.0.2.77' },
    { kind: 'http', port: 80, host: '203.0.113.1' },
  ]);
  const expected = 'unreachable prohibited timeout refused unreachable prohibited unreachable unreachable';
  expect(outcomes(found).join(' ')).toBe(expected);
});

test('a source port can be used again at once, where the kernel reuses none that waits', () => {
  const again = '\npython3 flow.py - < flows.json > /dev/null';
  const flows = [
    { kind: 'tcp', port: 9000, 'source-port': 4001 },
    { kind: 'http', port: 80, 'source-port': 4002 },
  ];
  const found = run('sysctl -qw net.ipv4.tcp_tw_reuse=0', flows, again);
  expect(outcomes(found)).toEqual(['ok', 'ok']);
});

test('serves IPv4 where IPv6 is switched off', () => {
  const found = run('echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6', [
    { kind: 'http', port: 80 },
    { kind: 'udp', port: 53 },
    { kind: 'tcp', port: 9000, host: '2001:db8::1' }, // no address of its own to ask from
  ]);
  expect(outcomes(found)).toEqual(['ok', 'ok', 'error']);
});

describe('redirects', () => {
  const server = `
import http.server, socket
TO = {"/a": (302, "http://192.0.2.1/A?B#c"), "/b": (301, "/a"), "/post": (302, "/is"), "/put": (307, "/is"), "/loop": (302, "/loop")}
TO.update({"/tls": (302, "https://192.0.2.1/"), "/name": (302, "http://nowhere.invalid/"), "/known": (302, "http://localhost:7000/is")})
TO.update({"/port": (302, "http://192.0.2.1:x/"), "/closed": (302, "http://192.0.2.1:7001/"), "/six": (302, "http://[2001:db8::1]:80/")})
class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, location = TO.get(self.path, (200, ""))
        body = self.command.encode()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_POST = do_GET
    def log_message(self, *_):
        pass
class Both(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6  # and IPv4: localhost may be either
server = Both(("::", 7000), Server)
open("listens", "w").close()
server.serve_forever()`;
  const redirected = (flows: object[]) =>
    run(
      `ip addr add 2001:db8::1/64 dev dum nodad
python3 -c '${server}' &
server=$!
until [ -e listens ]; do sleep 0.05; done
rm listens`,
      flows.map((flow) => ({ kind: 'http', port: 7000, follow: true, ...flow })),
      "\ntrap 'kill $! $server; rm ready' EXIT",
    );

  test('are followed to the end, from the same source port', () => {
    const found = redirected([
      { path: '/a', 'source-port': 4006 },
      { path: '/b' },
      { path: '/six' },
      { path: '/known' },
      { path: '/is' },
      { path: '/a', follow: false },
    ]);
    const [a, b, six, known, is, kept] = found;
    const last = 'http://192.0.2.1/A?B#c';
    expect(a).toMatchObject({ outcome: 'ok', status: 200, by: 'web', 'saw-port': 4006, 'local-port': 4006 });
    expect(a).toMatchObject({ location: last, redirects: [{ status: 302, location: last }] });
    expect(JSON.parse(a.body)).toMatchObject({ path: '/A?B' });
    expect(b.redirects.map(({ status }: { status: number }) => status)).toEqual([301, 302]);
    expect(six).toMatchObject({ outcome: 'ok', by: 'web', saw: '2001:db8::1' });
    expect(known).toMatchObject({ outcome: 'ok', body: 'GET' });
    expect(is).toMatchObject({ outcome: 'ok', body: 'GET' });
    expect(is).not.toHaveProperty('location');
    expect(kept).toMatchObject({ outcome: 'ok', status: 302, location: last });
  });

  test('make a GET of a POST, or keep it', () => {
    const found = redirected([
      { path: '/post', size: 10 },
      { path: '/put', size: 10 },
    ]);
    expect(found.map(({ outcome, body }) => `${outcome} ${body}`)).toEqual(['ok GET', 'ok POST']);
  });

  test('that lead nowhere end the flow', () => {
    const found = redirected(['/loop', '/tls', '/name', '/port', '/closed'].map((path) => ({ path })));
    expect(outcomes(found)).toEqual([...Array(4).fill('not-followed'), 'refused']);
    expect(found[0]).toMatchObject({ error: '/loop: more than 10 redirects', status: 302 });
    expect(found[1].error).toBe('https://192.0.2.1/: not the URL of an HTTP server');
  });
});
