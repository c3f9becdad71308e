"""Exits with 0 if keepalived's processes do their work: keepalived-answers.py FOLDER PART...

keepalived has no socket that answers, so the kernel's state counts. `vrrp`: the process has a raw socket of protocol 112, which
sends and receives advertisements. `checkers`: IPVS has a virtual service.
"""
import os
import sys

VRRP = 112


def pid_of(path):
    try:
        with open(path, encoding='ascii') as file:
            return int(file.read())
    except (OSError, ValueError):
        return None


def has_raw_socket(pid):
    try:
        targets = {os.readlink(f'/proc/{pid}/fd/{name}') for name in os.listdir(f'/proc/{pid}/fd')}
    except OSError:
        return False
    for table in ('raw', 'raw6'):
        try:
            with open(f'/proc/{pid}/net/{table}', encoding='ascii') as file:
                rows = [line.split() for line in file][1:]
        except OSError:
            continue
        # The number after the address is the protocol.
        if any(int(row[1].split(':')[1], 16) == VRRP and f'socket:[{row[9]}]' in targets for row in rows):
            return True
    return False


def has_virtual_service(pid):
    try:
        with open(f'/proc/{pid}/net/ip_vs', encoding='ascii') as file:
            return any(line.split()[0] in ('TCP', 'UDP', 'SCTP', 'FWM') for line in file)
    except OSError:
        return False


WORKS = {'vrrp': has_raw_socket, 'checkers': has_virtual_service}
folder, parts = sys.argv[1], sys.argv[2:]
pids = {part: pid_of(f'{folder}/{part}.pid') for part in parts}
sys.exit(0 if all(pid and WORKS[part](pid) for part, pid in pids.items()) else 1)
