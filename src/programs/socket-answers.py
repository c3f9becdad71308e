"""Exits with 0 if the process of a pid file serves TCP: socket-answers.py PIDFILE.

Its listening sockets are found by the inodes of its descriptors. Each one receives a line that is not a request, and must send a byte
or close the connection: a socket that only the kernel accepts for does neither. A proxy does not forward it: servers that are not
ready yet would count as failed.
"""
import os
import socket
import struct
import sys

LISTEN = '0A'


def inodes(pid):
    for name in os.listdir(f'/proc/{pid}/fd'):
        try:
            target = os.readlink(f'/proc/{pid}/fd/{name}')
        except FileNotFoundError:
            continue
        if target.startswith('socket:['):
            yield target[8:-1]


def listening(pid):
    """Family, address and port of each listening TCP socket."""
    own = set(inodes(pid))
    for table, family in (('tcp', socket.AF_INET), ('tcp6', socket.AF_INET6)):
        try:
            with open(f'/proc/{pid}/net/{table}', encoding='ascii') as file:
                rows = [line.split() for line in file][1:]
        except FileNotFoundError:
            continue
        for row in rows:
            if row[3] != LISTEN or row[9] not in own:
                continue
            address, port = row[1].split(':')
            # Each 32-bit word is in the byte order of the machine.
            words = struct.pack('=' + 'I' * (len(address) // 8), *(int(address[i:i + 8], 16) for i in range(0, len(address), 8)))
            yield family, socket.inet_ntop(family, words), int(port, 16)


def answers(family, address, port):
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        try:
            # An unspecified address leads to the node itself.
            client.connect((address, port))
            client.sendall(b'netlab\r\n\r\n')
            client.recv(1)
        except ConnectionResetError:
            return True
        except OSError:
            return False
    return True


def serves(path):
    try:
        with open(path, encoding='ascii') as file:
            found = list(listening(int(file.read())))
    except (OSError, ValueError):
        return False
    return bool(found) and all(answers(*one) for one in found)


sys.exit(0 if serves(sys.argv[1]) else 1)
