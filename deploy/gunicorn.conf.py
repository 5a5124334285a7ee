"""How gunicorn serves sakip: for script/server and for the systemd unit alike."""

import gc
import os
import sys

bind = os.environ.get("SAKIP_BIND", "127.0.0.1:8000")
wsgi_app = "sakip.wsgi"

# Threads, so that a slow line to one office does not hold up the others.
worker_class = "gthread"
workers = int(os.environ.get("SAKIP_WORKERS", "2"))
threads = 4
# Loaded once and shared by the workers; an update therefore needs a restart, not a reload.
preload_app = True

timeout = 60
graceful_timeout = 25  # below the 30 seconds that script/together and systemd allow
keepalive = 5
# A worker gives its memory back now and then, never all of them at once.
max_requests = 5000
max_requests_jitter = 500
if os.path.isdir("/dev/shm"):  # noqa: S108 - heartbeats in memory: a slow disk is no dead worker
    worker_tmp_dir = "/dev/shm"  # noqa: S108

loglevel = "warning"  # a line where something is wrong; the web server in front logs accesses
control_socket_disable = True


def when_ready(server):
    """The sockets listen: load what every worker needs, then say where to find it."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - imports every view
    gc.collect()
    gc.freeze()  # so that collecting garbage does not copy the pages that workers share
    if sentence := os.environ.get("SAKIP_ANNOUNCE"):
        sys.stdout.write(sentence + "\n")
        sys.stdout.flush()
