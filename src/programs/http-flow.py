"""The HTTP requests of flow.py. It precedes flow.py, as one program."""

import errno
import io


def request_of(asked, body, last):
    host = "[%s]" % asked["host"] if ":" in asked["host"] else asked["host"]
    if asked["port"] != 80:
        host += ":%d" % asked["port"]
    headers = {"Host": host, "User-Agent": "netlab", "Accept": "*/*", "Connection": "close" if last else "keep-alive"}
    if body:
        headers["Content-Length"] = str(len(body))
    headers.update(asked.get("headers", {}))
    lines = ["%s %s HTTP/1.1" % (asked.get("method", "POST" if body else "GET"), asked.get("path", "/"))]
    lines += ["%s: %s" % pair for pair in headers.items()]
    return "\r\n".join(lines + ["", ""]).encode() + body


def read_response(flow, answer):
    status, headers = head_of(answer)
    flow.result.update({"status": status, "bytes": 0})
    start = b""
    try:
        for part in body_of(answer, flow.asked.get("method"), status, headers):
            flow.result["bytes"] += len(part)
            start += part[: BODY - len(start)]
    finally:
        flow.learn(start)


def run_http(flow):
    """Sends the requests one after another on one connection. All but the last request ask to keep it open."""
    flow.open(socket.SOCK_STREAM)
    answer, requests = io.BufferedReader(Answer(flow)), flow.asked.get("requests", 1)
    for sent in range(requests):
        flow.in_time().sendall(request_of(flow.asked, flow.to_send(), sent == requests - 1))
        if sent and not answer.peek(1):
            raise ConnectionResetError(errno.ECONNRESET, "closed after %d of %d requests" % (sent, requests))
        read_response(flow, answer)
        if requests > 1:
            fields = ("by", "saw", "status", "body")
            answers = flow.result.setdefault("answers", [])
            answers.append({name: flow.result.pop(name) for name in fields if name in flow.result})
