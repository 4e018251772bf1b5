"""Servers of the dashboard behind a real nginx with the shipped configuration, on loopback."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from streamlit.file_util import get_static_dir

from tests.browser.conftest import ROOT, answers, free_port, serve

TEMPLATE = ROOT / "deploy" / "nginx" / "default.conf.template"

AROUND = """
pid {folder}/nginx.pid;
worker_processes 1;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/default.conf;
}}
"""


def render(template: str, values: Mapping[str, str]) -> str:
    """Fill in a template as the nginx image does: names in its environment, and no others."""
    return re.sub(r"\$\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)


@dataclass
class Reply:
    """What was answered."""

    status: int
    headers: Message
    body: bytes


@dataclass
class Hall:
    """Replicas by their port, and the address of the nginx before them."""

    address: str
    folder: Path
    servers: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def ask(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask nginx for a path."""
        request = urllib.request.Request(self.address + path, headers=dict(headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return Reply(reply.status, reply.headers, reply.read())
        except urllib.error.HTTPError as error:
            return Reply(error.code, error.headers, error.read())

    def log(self) -> list[dict[str, object]]:
        """Lines of the access log."""
        text = (self.folder / "access.log").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines(True) if line.endswith("\n")]

    def lines(self, path: str, count: int = 1) -> list[dict[str, object]]:
        """At least so many lines of the log about a path: nginx writes them after it has sent."""
        for _ in range(200):
            found = [line for line in self.log() if line["path"] == path]
            if len(found) >= count:
                return found
            time.sleep(0.05)
        raise AssertionError(f"the log has less than {count} lines for {path}")

    def server_of(self, path: str) -> object:
        """Server that answered for a path, "" for nginx itself."""
        return self.lines(path)[-1]["server"]

    def server_of_stream(self) -> int | None:
        """Port of the replica that has a visitor; nothing while there is none."""
        alive = [port for port, server in self.servers.items() if server.poll() is None]
        return next(filter(_has_visitor, alive), None)

    def kill(self, port: int) -> None:
        """End a replica without a word."""
        self.servers[port].kill()
        self.servers[port].wait(timeout=20)

    def restart(self, port: int) -> None:
        """End a replica as a rolling update does, and start it again."""
        self.servers[port].terminate()
        self.servers[port].wait(timeout=30)
        self.servers[port] = serve(port)
        while not answers(f"http://127.0.0.1:{port}/healthz"):
            pass


def _has_visitor(port: int) -> bool:
    """Whether a server has an open session, by its own figures."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/metrics", timeout=10) as reply:
        text = reply.read().decode()
    found = re.search(r"^active_sessions\s([0-9.]+)$", text, re.MULTILINE)
    return bool(found and float(found[1]) > 0)


def values(hall_port: int, ports: list[int], folder: Path) -> dict[str, str]:
    """Settings of the shipped nginx, for loopback."""
    servers = [f"server 127.0.0.1:{port} max_fails=1 fail_timeout=5s;" for port in ports]
    return {
        "APP_SERVERS": "\n    ".join(servers),
        "LISTEN": f"127.0.0.1:{hall_port}",
        "ACCESS_LOG": str(folder / "access.log"),
        "NGINX_LOCAL_RESOLVERS": "127.0.0.1",
        "STREAMLIT_STATIC": get_static_dir(),
        "APP_STATIC": str(ROOT / "static"),
        "REQUESTS_PER_SECOND": "400",
        "REQUESTS_AT_ONCE": "4000",
        "CONNECTIONS": "400",
    }


@contextmanager
def hall(folder: Path, replicas: int = 2) -> Iterator[Hall]:
    """Start replicas and nginx before them; all are ended at the end."""
    ports = [free_port() for _ in range(replicas)]
    port = free_port()
    conf = render(TEMPLATE.read_text(encoding="utf-8"), values(port, ports, folder))
    (folder / "default.conf").write_text(conf, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    one = Hall(f"http://127.0.0.1:{port}", folder, {each: serve(each) for each in ports})
    nginx = subprocess.Popen([str(found()), "-c", f"{folder}/nginx.conf", "-g", "daemon off;"])
    try:
        while not answers(f"{one.address}/healthz"):
            if nginx.poll() is not None:
                raise RuntimeError((folder / "error.log").read_text(encoding="utf-8"))
        yield one
    finally:
        nginx.terminate()
        nginx.wait(timeout=20)
        for server in one.servers.values():
            server.kill()
            server.wait(timeout=20)


def found() -> str | None:
    """Path of nginx, or nothing where it is not installed."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    return shutil.which("nginx", path=path)
