"""Exits with 0 if a DNS server in this network namespace answers on the port: dns-answers.py PORT.

The addresses are those of the UDP sockets on the port. The query is for version.bind in class CHAOS, which needs no
other server; any response counts. With port 0, a DHCP server must have a socket (67, or 547 for DHCPv6).
"""
import os
import socket
import struct
import sys


def bound(port):
    """The addresses of UDP sockets on a port."""
    for table, family in (('udp', socket.AF_INET), ('udp6', socket.AF_INET6)):
        try:
            with open(f'/proc/net/{table}', encoding='ascii') as file:
                rows = [line.split() for line in file][1:]
        except FileNotFoundError:
            continue
        for row in rows:
            address, at = row[1].split(':')
            if int(at, 16) == port:
                # Each 32-bit word is in the byte order of the machine.
                words = struct.pack('=' + 'I' * (len(address) // 8), *(int(address[i:i + 8], 16) for i in range(0, len(address), 8)))
                yield family, socket.inet_ntop(family, words)


def answers(family, address, port):
    query_id = os.urandom(2)
    question = b'\x07version\x04bind\x00' + struct.pack('!HH', 16, 3)
    with socket.socket(family, socket.SOCK_DGRAM) as client:
        client.settimeout(0.5)
        try:
            # An unspecified address leads to the node itself.
            client.connect((address, port))
            client.send(query_id + struct.pack('!HHHHH', 0x0100, 1, 0, 0, 0) + question)
            reply = client.recv(4096)
        except OSError:
            return False
    return reply[:2] == query_id and len(reply) > 2 and bool(reply[2] & 0x80)


number = int(sys.argv[1])
if number == 0:
    sys.exit(0 if any(True for port in (67, 547) for _ in bound(port)) else 1)
sys.exit(0 if any(answers(family, address, number) for family, address in bound(number)) else 1)
