"""The HTTP requests of flow.py. It precedes flow.py, as one program."""

import errno
import io

MOST_REDIRECTS = 10
REDIRECTS = (301, 302, 303, 307, 308)


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
    if b"location" in headers:
        flow.result["location"] = headers[b"location"].decode("latin-1")
    start = b""
    try:
        for part in body_of(answer, flow.asked.get("method"), status, headers):
            flow.result["bytes"] += len(part)
            start += part[: BODY - len(start)]
    finally:
        flow.learn(start)


def moved_to(location):
    """Host, port and path of a Location, and the address of its host."""
    scheme, _, rest = location.partition("://")
    end = min(rest.find(mark) if mark in rest else len(rest) for mark in "/?#")
    host, path, port = rest[:end], rest[end:], "80"
    if ":" in host and not host.endswith("]"):
        host, _, port = host.rpartition(":")
    host = host.strip("[]")
    if scheme.lower() != "http" or not host or not port.isdigit():
        raise ValueError("not the URL of an HTTP server")
    address = socket.getaddrinfo(host, None)[0][4][0]
    return {"host": host, "port": int(port), "address": address, "path": path if path.startswith("/") else "/" + path}


def next_request(asked, status, location):
    """The request of a redirect. As in curl -L, 301, 302 and 303 make a GET of a POST, and 307 and 308 do not."""
    moved = {"path": location} if location.startswith("/") else moved_to(location)
    moved["path"] = moved["path"].partition("#")[0]
    again = status in (307, 308) or asked.get("method") == "HEAD"
    kept = {key: value for key, value in asked.items() if again or key not in ("method", "size", "body", "payload")}
    return dict(kept, **moved)


def follow(flow):
    """Sends the requests that redirects ask for, each on a new connection. Returns an outcome if one cannot be followed."""
    redirects = []
    while flow.result["status"] in REDIRECTS and "location" in flow.result:
        status, location = flow.result["status"], flow.result["location"]
        redirects.append({"status": status, "location": location})
        try:
            if len(redirects) > MOST_REDIRECTS:
                raise ValueError("more than %d redirects" % MOST_REDIRECTS)
            flow.asked = next_request(flow.asked, status, location)
        except (ValueError, socket.gaierror) as problem:
            flow.result["error"] = "%s: %s" % (location, getattr(problem, "strerror", problem))
            return "not-followed"
        flow.close()
        flow.socket, flow.result = None, {"id": flow.asked["id"], "outcome": "error", "redirects": redirects}
        converse(flow)
    if redirects:
        flow.result["location"] = redirects[-1]["location"]
    return None


def run_http(flow):
    converse(flow)
    return follow(flow) if flow.asked.get("follow") else None


def converse(flow):
    """Sends the requests one after another on one connection. All but the last request ask to keep it open."""
    flow.open(socket.SOCK_STREAM)
    answer, requests = io.BufferedReader(Answer(flow)), flow.asked.get("requests", 1)
    for sent in range(requests):
        flow.in_time().sendall(request_of(flow.asked, flow.to_send(), sent == requests - 1))
        if sent and not answer.peek(1):
            raise ConnectionResetError(errno.ECONNRESET, "closed after %d of %d requests" % (sent, requests))
        read_response(flow, answer)
        if requests > 1:
            fields = ("by", "saw", "status", "location", "body")
            answers = flow.result.setdefault("answers", [])
            answers.append({name: flow.result.pop(name) for name in fields if name in flow.result})
