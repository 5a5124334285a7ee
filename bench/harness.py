"""Measures sakip against the floor: both servers at once, warmed, in interleaved rounds.

    python -m bench.harness [--rounds 5] [--requests 60] [--rows 10000] [--offices 50]

Prints for each case p50 and p95 in ms, server CPU-ms per request (all processes of the server),
the number of queries, and the ratios to the floor beside what is allowed. Exit status 1 where a
ratio or a number of queries is over it.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


@dataclass
class Case:
    """One comparison: a page of ours beside the page of the floor that shows the same rows."""

    name: str
    ours: str
    floor: str
    allowed: float
    queries: int
    who: str = "cookie"
    must_say: str = ""
    post: bool = False
    measured: dict[str, list] = field(default_factory=lambda: {"ours": [], "floor": []})


class Server:
    """One gunicorn as an office runs it, its cookies, and the CPU time of all its processes."""

    def __init__(self, wsgi: str, env: dict, facts: dict):
        self.facts = facts
        with socket.socket() as s:
            s.bind((HOST, 0))
            self.port = s.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", wsgi,
                   "--bind", f"{HOST}:{self.port}", "--log-level", "error", "--keep-alive", "300"]  # fmt: skip
        self.process = subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True)
        self.connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        self.wait()

    def wait(self):
        for _ in range(100):
            with contextlib.suppress(OSError):
                socket.create_connection((HOST, self.port), timeout=1).close()
                return
            time.sleep(0.1)
        raise SystemExit("server did not start")

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(10)

    def cpu(self) -> float:
        """CPU milliseconds of the server so far, over all its processes and threads."""
        total = 0
        for pid in self.pids():
            for task in Path(f"/proc/{pid}/task").iterdir():
                with contextlib.suppress(OSError):
                    total += int((task / "schedstat").read_text().split()[0])
        return total / 1e6

    def pids(self):
        out = subprocess.run(
            ["pgrep", "-g", str(self.process.pid)], capture_output=True, text=True, check=True
        )
        return out.stdout.split()

    def ask(self, path, who="cookie", data=None):
        """(status, body, milliseconds) of one request."""
        token = "a" * 32
        headers = {
            "Cookie": f"sessionid={self.facts[who]}; csrftoken={token}",
            "Host": f"{HOST}:{self.port}",
        }
        body = None
        if data is not None:
            headers |= {
                "X-CSRFToken": token,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            body = urllib.parse.urlencode(data)
        began = time.perf_counter()
        self.connection.request("GET" if data is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        return answer.status, text, (time.perf_counter() - began) * 1000


def batch(server, case, side, count):
    """`count` requests of one case: (CPU-ms a request, latencies)."""
    path = getattr(case, side)
    before, times = server.cpu(), []
    for _ in range(count):
        who = case.who if side == "ours" else "cookie"
        if case.post:
            pk, seen = server.facts["acts"].pop()
            data = {"verb": "perintah", "seen": seen, "key": f"bench-{pk}"}
            status, text, ms = server.ask(path.format(pk=pk), who, data)
            assert status == 302 and "login" not in text, (status, text[:300])
        else:
            status, text, ms = server.ask(path, who)
            assert status == 200 and (side == "floor" or case.must_say in text), (
                status, path, text[:300],
            )  # fmt: skip
        times.append(ms)
    return (server.cpu() - before) / count, times


def cases(facts) -> list[Case]:
    floor_form = facts["form"]
    return [
        Case("beranda", "/", "/runs/", 1.5, 8, must_say="menunggu Anda"),
        Case("daftar proses", "/pengumpulan/", "/runs/", 1.5, 8, must_say="Triwulan"),
        Case("daftar indikator", "/perencanaan/indikator/", "/indicators/", 1.5, 8,
             must_say="IKK-"),
        Case("arsip", "/arsip/", "/papers/", 1.5, 8, must_say="Laporan hasil"),
        Case("formulir 40 indikator", f"/formulir/{floor_form}/", "/form/", 2.0, 20, who="staf",
             must_say="IKK-"),
        Case("satu langkah SOP", "/pengumpulan/{pk}/perintah/", "/runs/{pk}/move/", 2.5, 20,
             who="kepala", post=True),
    ]  # fmt: skip


def prepare(which, rows, offices, folder):
    """A filled database of its own; (environment of its server, facts)."""
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/{which}.sqlite3",
        "SAKIP_VAR": str(folder),
        "PYTHONPATH": str(ROOT),
    }
    out = subprocess.run(
        [sys.executable, "-m", "bench.seed", which, str(rows), str(offices)],
        env=env, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    if out.returncode:
        raise SystemExit(out.stderr)
    return env, json.loads(out.stdout.splitlines()[-1])


def queries(env, paths) -> dict[str, int]:
    """How many queries each of our pages needs, counted in a process of its own."""
    out = subprocess.run(
        [sys.executable, "-m", "bench.queries", json.dumps(paths)],
        env=env, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    if out.returncode:
        raise SystemExit(out.stderr)
    return json.loads(out.stdout.splitlines()[-1])


def report(every, counted) -> int:
    head = f"{'':24}{'p50':>8}{'p95':>8}{'CPU-ms':>8}{'queries':>9}{'CPU x':>8}{'p95 x':>8}{'at most':>9}"
    print(head)
    over = 0
    for case in every:
        figures = {}
        for side in ("floor", "ours"):
            cpu = median(c for c, _ in case.measured[side])
            p95 = median(quantiles(t, n=20)[18] for _, t in case.measured[side])
            p50 = median(median(t) for _, t in case.measured[side])
            figures[side] = (p50, p95, cpu)
        ratio = [o / f for o, f in zip(figures["ours"], figures["floor"], strict=True)]
        used = counted[case.name]
        bad = ratio[2] > case.allowed or ratio[1] > case.allowed or used > case.queries
        over += bad
        print(
            f"{case.name:24}{figures['ours'][0]:8.1f}{figures['ours'][1]:8.1f}"
            f"{figures['ours'][2]:8.1f}{used:6}/{case.queries:<2}{ratio[2]:8.2f}{ratio[1]:8.2f}"
            f"{case.allowed:8.1f}{'  OVER' if bad else ''}"
        )
        print(
            f"{'  floor':24}{figures['floor'][0]:8.1f}{figures['floor'][1]:8.1f}"
            f"{figures['floor'][2]:8.1f}"
        )
    return over


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--offices", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        env, facts = prepare("sakip", asked.rows, asked.offices, folder)
        floor_env, floor_facts = prepare("floor", asked.rows, asked.offices, folder)
        every = cases(facts)
        static(env)
        counted = queries(env, {
            c.name: [c.ours.format(pk=facts["acts"][0][0]), facts[c.who],
                     {"verb": "perintah", "seen": facts["acts"].pop(0)[1], "key": "q"}
                     if c.post else None]
            for c in every
        })  # fmt: skip
        servers = {
            "ours": Server("sakip.wsgi:application", env, facts),
            "floor": Server("bench.floor.wsgi:application", floor_env, floor_facts),
        }
        for server in servers.values():
            stack.callback(server.stop)
        for case in every:  # warm: templates parsed, connections open
            for side, server in servers.items():
                batch(server, case, side, 8)
        for _ in range(asked.rounds):
            for case in every:
                for side, server in servers.items():
                    count = min(asked.requests, 30) if case.post else asked.requests
                    case.measured[side].append(batch(server, case, side, count))
        over = report(every, counted)
        over += documents()
    raise SystemExit(1 if over else 0)


def static(env):
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        env=env, cwd=ROOT, check=True,
    )  # fmt: skip


def documents() -> int:
    """PDF and XLSX, and a form there and back, each in a process of its own; how many are over."""
    every = ("bench.documents", "bench.books", "bench.grid")
    return sum(subprocess.run([sys.executable, "-m", m], cwd=ROOT).returncode for m in every)


if __name__ == "__main__":
    main()
