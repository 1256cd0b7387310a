"""A running server over a throw-away town, with somebody logged in who may record hours."""
import contextlib
import http.client
import json
import socket
import subprocess
import time

PASSWORD = "long enough to be one"
UNBOUNDED = ["--address-rate", "0", "--user-rate", "0", "--login-rate", "0", "--connections-per-address", "0"]


class Server:
    def __init__(self, process, port, token, association):
        self.process, self.port, self.token = process, port, token
        self.association = "/api/v1/associations/" + association


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, method, path, body=None, headers=()):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@contextlib.contextmanager
def serving(place, login, association="kiebitzbrook"):
    """The server of a town that has the association, with rates off: measurements come from one address."""
    place.buddel("user", "add", login, "--name", login, "--password-stdin", stdin=PASSWORD + "\n")
    place.buddel("user", "grant", login, "treasurer", "--association", association, "--yes")
    port = free_port()
    process = subprocess.Popen([place.binary, "serve", "--port", str(port), *UNBOUNDED], env=place.environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(400):
            with contextlib.suppress(OSError):
                if ask(port, "GET", "/ready")[0] == 200:
                    break
            if process.poll() is not None:
                raise SystemExit("the server has ended")
            time.sleep(0.05)
        status, data = ask(port, "POST", "/api/v1/sessions", json.dumps({"login": login, "password": PASSWORD}),
                           [("Content-Type", "application/json")])
        if status != 201:
            raise SystemExit(f"log-in: {status} {data!r}")
        yield Server(process, port, json.loads(data)["token"], association)
    finally:
        process.terminate()
        process.wait()
