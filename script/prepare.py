"""Bring an installation to the state its code expects; script/server calls it before it serves."""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")


def say(sentence: str) -> None:
    """To the person at the terminal, at once."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def refuse_a_taken_port(host: str, port: int) -> None:
    """Leave with a sentence, before anything is touched, where somebody listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(
                f"Tidak dapat memakai {host} port {port}: {error.strerror}. "
                f"Hentikan yang memakainya, atau pilih yang lain dengan --port."
            )


def first_start() -> bool:
    """Whether the database has never been prepared."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return not MigrationRecorder(connection).has_table()


def prepare_database() -> None:
    """Tables as the code wants them; a database that has them stays as it is."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
    call_command("createcachetable", verbosity=0)


def static_fingerprint() -> str:
    """Changes with every file that would be collected: our own, and those of packages."""
    from django.contrib.staticfiles.finders import get_finders

    seen = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            seen.append(f"{storage.location} {path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(seen)).encode()).hexdigest()


def collect_static_files() -> None:
    """Only where something changed: compressing takes seconds."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = settings.VAR / "static.stamp"
    fingerprint = static_fingerprint()
    collected = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    if collected and stamp.exists() and stamp.read_text() == fingerprint:
        return
    say("Menyiapkan berkas tampilan")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)


def fill_with_examples(pending: Path) -> None:
    """The demo, on the first start only; one that was interrupted begins again."""
    from django.core.management import CommandError, call_command

    if not pending.exists():
        return
    say("Membuat data contoh beserta naskahnya, sekitar satu menit; ini hanya terjadi sekali")
    try:
        call_command("demo", stdout=io.StringIO())  # its accounts are told below
    except CommandError as refusal:  # the database belongs to somebody
        say(str(refusal))
    pending.unlink()


def tell_who_may_enter(address: str) -> None:
    """The accounts of the demo, or the address under which the first admin is made."""
    from django.core.management import call_command

    call_command("demo", "--accounts")
    key = io.StringIO()
    call_command("first_key", "--address", address, stdout=key)
    if key.getvalue():
        say(f"Belum ada pengguna. Buka alamat ini untuk membuat admin pertama:\n{key.getvalue()}")


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--host", required=True)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--address", required=True, help="as a browser types it")
    options.add_argument("--kosong", action="store_true", help="without the demo")
    return options.parse_args()


def main() -> None:
    chosen = arguments()
    refuse_a_taken_port(chosen.host, chosen.port)

    import django

    django.setup()
    from django.conf import settings

    settings.VAR.mkdir(parents=True, exist_ok=True)
    pending = settings.VAR / "demo.pending"  # written first, so that an interrupted start is seen
    if chosen.kosong:
        pending.unlink(missing_ok=True)
    elif first_start():
        pending.touch()
    prepare_database()
    collect_static_files()
    fill_with_examples(pending)
    tell_who_may_enter(chosen.address)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
