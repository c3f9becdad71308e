/**
 * flannel's proxy alone, on a TUN device of its own, against a UDP peer that the test holds: what proxy_amd64.c does with each
 * packet. Packets enter the device through a raw socket, so the test sets every byte of them.
 *
 *   one network namespace:  tun0 192.0.2.0/32, 198.51.100.0/24 dev tun0;  the peer on 127.0.0.2, the proxy on 127.0.0.1
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import program from '../../../src/programs/flannel-udp.py';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-flannel-udp-'));
  writeFileSync(join(folder, 'flannel-udp.py'), program);
});
afterAll(() => rmSync(folder, { recursive: true }));

const ground = `
set -e
ip link set lo up
ip tuntap add dev tun0 mode tun
ip link set tun0 mtu 1400 up
ip addr add 192.0.2.0/32 dev tun0
ip route add 198.51.100.0/24 dev tun0
`;

/** Helpers of the python that plays the peer and the kernel: packets as bytes, in and out. */
const helpers = `
import json, socket, struct, subprocess, sys
def checksum(data):
    data += bytes(len(data) % 2)
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16: total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff
def ip(ttl, dst, proto=17, ident=7, fragment=0, payload=b"12345678"):
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), ident, fragment, ttl, proto, 0,
                       socket.inet_aton("192.0.2.0"), socket.inet_aton(dst))
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload
def valid(packet): return checksum(bytes(packet[:20])) == 0
peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); peer.bind(("127.0.0.2", 8285))
seen = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800)); seen.bind(("tun0", 0x0800))
send = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
proxy = subprocess.Popen(["python3", "flannel-udp.py", "--dev", "tun0", "--listen", "127.0.0.1:8285",
                          "--route", "198.51.100.0/25=127.0.0.2:8285"], stdout=subprocess.PIPE, text=True)
assert proxy.stdout.readline() == "serving\\n"
def forget(wait):
    "What the device has shown so far."
    seen.setblocking(False)
    try:
        while True: seen.recv(65535)
    except BlockingIOError: seen.settimeout(wait)
def out(packet, wait=10):
    "What comes by UDP when this goes into the device; None where nothing does."
    peer.settimeout(wait)
    send.sendto(packet, (socket.inet_ntoa(packet[16:20]), 0))
    try: return peer.recv(65535)
    except socket.timeout: return None
def back(packet, wait=10):
    "What comes out of the device when this comes by UDP."
    forget(wait)
    peer.sendto(packet, ("127.0.0.1", 8285))
    try: return seen.recv(65535)
    except socket.timeout: return None
def answer(packet, wait=10):
    "What the proxy itself says about a packet."
    forget(wait)
    send.sendto(packet, (socket.inet_ntoa(packet[16:20]), 0))
    try: return seen.recv(65535)
    except socket.timeout: return None
def say(value): print(json.dumps(value))
`;

const run = (python: string): unknown => {
  writeFileSync(
    join(folder, 'test.py'),
    `${helpers}try:\n${python.replace(/^/gm, '    ')}\nfinally: proxy.kill()\n`,
  );
  const { stdout, stderr } = execaSync('unshare', ['-n', 'sh', '-c', `${ground}exec python3 test.py`], {
    reject: false,
    stripFinalNewline: false,
    cwd: folder,
    timeout: 600_000,
  });
  expect(stderr.replace(/^flannel-udp: dropped: .*\n/gm, '')).toBe('');
  return JSON.parse(stdout);
};

test('it takes one from the TTL in both directions, and the checksum stays right, whatever it was', () => {
  const found = run(`
ways = []
for way in (out, back):
    for ident in (*range(1, 65536, 4001), 0xfeff):
        packet = ip(9, "198.51.100.7", ident=ident)
        got = way(packet)
        ways.append(got[8] == 8 and valid(got) and got[12:] == packet[12:] and got[4:8] == packet[4:8])
say([len(ways), all(ways)])`);
  expect(found).toEqual([36, true]);
});

test('where the checksum goes round it is what the kernel makes of it', () => {
  // The header's other words are chosen so that the checksum before is each of these.
  const found = run(`
results = []
for wanted in (0xfefe, 0xfeff, 0xff00, 0xfffe, 0x0000, 0x00ff):
    base = ip(9, "198.51.100.7", ident=0)
    before = struct.unpack("!H", base[10:12])[0]
    ident = (before - wanted) % 0xffff
    packet = ip(9, "198.51.100.7", ident=ident)
    got = back(packet)
    fresh = bytearray(packet); fresh[8] = 8; fresh[10:12] = b"\\0\\0"
    results.append([struct.unpack("!H", packet[10:12])[0] == wanted or wanted == 0xffff, struct.unpack("!H", got[10:12])[0] == checksum(bytes(fresh[:20]))])
say(results)`);
  expect(found).toEqual(Array.from({ length: 6 }, () => [true, true]));
});

test('a packet whose TTL becomes 0 is dropped in silence, either way', () => {
  expect(
    run(
      `say([out(ip(1, "198.51.100.7"), 0.4), back(ip(1, "198.51.100.7"), 0.4), out(ip(2, "198.51.100.7")) is not None])`,
    ),
  ).toEqual([null, null, true]);
});

test('without a route it says net unreachable: TTL 8, from its own address, the header and 8 bytes quoted', () => {
  const found = run(`
packet = ip(9, "198.51.100.200", payload=b"123456789abc")
got = answer(packet)
say({ "ttl": got[8], "proto": got[9], "valid": valid(got) and checksum(got[20:]) == 0, "src": socket.inet_ntoa(got[12:16]),
      "dst": socket.inet_ntoa(got[16:20]), "icmp": list(got[20:22]), "quoted": got[28:] == packet[:28], "udp": out(packet, 0.4) })`);
  expect(found).toEqual({
    ...{ ttl: 8, proto: 1, valid: true, src: '192.0.2.0', dst: '192.0.2.0', icmp: [3, 0] },
    ...{ quoted: true, udp: null },
  });
});

test('not about ICMP, and not about later fragments', () => {
  expect(
    run(`
say([answer(ip(9, "198.51.100.200", proto=1), 0.4), answer(ip(9, "198.51.100.200", fragment=3), 0.4),
     answer(ip(9, "198.51.100.200", fragment=0x2000)) is not None])`),
  ).toEqual([null, null, true]);
});

test('what is not IPv4, or shorter than its header, is dropped, and it goes on', () => {
  expect(
    run(`
say([back(b"\\x60" + bytes(60), 0.4), back(b"E" * 19, 0.4), back(ip(9, "198.51.100.7")) is not None])`),
  ).toEqual([null, null, true]);
});

test.each([
  ['--dev tun9 --listen 127.0.0.1:8285', /tun9: no interface with this name/],
  ['--dev tun0 --listen 192.0.2.99:8285', /192\.0\.2\.99 port 8285: Cannot assign/],
  ['--dev tun0 --listen 127.0.0.1:8285 --route 198.51.100.1/24=127.0.0.2:8285', /has host bits set/],
])('%s ends with a word about it', (args, problem) => {
  const { exitCode, stderr } = execaSync(
    'unshare',
    ['-n', 'sh', '-c', `${ground}exec python3 flannel-udp.py ${args}`],
    { reject: false, stripFinalNewline: false, cwd: folder, timeout: 600_000 },
  );
  expect(exitCode).not.toBe(0);
  expect(stderr).toMatch(problem);
});
