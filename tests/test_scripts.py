"""The scripts that start, test and lock the project."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SH = [f"script/{name}" for name in ("server", "test", "install", "lock", "together", "setup.sh")]
COMMANDS = [name for name in (*SH, ".ci/run") if not name.endswith(".sh")]


def run(*command, **more):
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, **more
    )


@pytest.mark.parametrize("script", [*SH, ".ci/run"])
def test_a_script_can_be_read_by_its_shell(script):
    shell = "bash" if script == ".ci/run" else "sh"
    assert run(shell, "-n", script).stderr == ""


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck tidak terpasang")
@pytest.mark.parametrize("script", [*SH, ".ci/run"])
def test_shellcheck_has_nothing_to_say(script):
    said = run("shellcheck", "-x", script)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("script", COMMANDS)
def test_a_command_may_be_executed(script):
    assert (ROOT / script).stat().st_mode & stat.S_IXUSR


@pytest.mark.parametrize("script", ["script/server", "script/test"])
def test_help_tells_and_does_nothing_else(script):
    said = run(script, "--help")
    assert said.returncode == 0
    assert said.stdout.startswith(f"{script}: ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--prot", "8000"], "Pilihan '--prot' tidak dikenal."),
        (["--port"], "--port perlu nilai."),
        (["--port", "delapan"], "Port 'delapan' bukan nomor port."),
        (["--port", "65536"], "Nomor port ada di antara 1 dan 65535."),
        (["--host", "di sini; true"], "Alamat 'di sini; true' tidak dapat dibaca."),
    ],
)
def test_a_mistyped_option_gets_a_sentence(arguments, sentence):
    said = run("script/server", *arguments)
    assert said.returncode == 2
    assert said.stderr == f"{sentence} Lihat script/server --help.\n"


# -- together -------------------------------------------------------------------------------


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(what, seconds=15):
    end = time.monotonic() + seconds
    while not (seen := what()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return seen


def heed_ctrl_c():
    """A job in the background ignores Ctrl-C, and so would all it starts; a terminal's does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def together(tmp_path):
    """together(*lines of sh) -> (the process, the pids of its commands), all of them running."""
    begun = []

    def begin(*bodies):
        words, files = [], []
        for number, body in enumerate(bodies):
            script, pid = tmp_path / f"{number}.sh", tmp_path / f"{number}.pid"
            script.write_text(f"echo $$ >{pid}\n{body}\n")
            words += [f"Perintah {number}", f"sh {script}"]
            files.append(pid)
        process = subprocess.Popen(
            ["script/together", *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_ctrl_c,
        )
        begun.append(process)
        wait_until(lambda: all(f.exists() and f.read_text().strip() for f in files))
        return process, [int(f.read_text()) for f in files]

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_everything_that_was_started(together, sent, code):
    process, pids = together("exec sleep 60", "exec sleep 60")
    process.send_signal(sent)
    assert process.wait(15) == code
    assert not any(map(alive, pids))


def test_one_that_dies_takes_the_others_along_and_is_named(together):
    process, pids = together("exec sleep 60", "exit 3")
    assert process.wait(15) == 1
    assert process.stderr.read() == "Perintah 1 berhenti (kode 3); yang lain ikut dihentikan.\n"
    assert not any(map(alive, pids))


def test_work_in_hand_is_finished_before_the_end(together, tmp_path):
    process, _ = together(
        f"trap 'sleep 1; echo selesai >{tmp_path}/kertas; exit' TERM; while :; do sleep 0.1; done"
    )
    process.terminate()
    assert process.wait(15) == 143
    assert (tmp_path / "kertas").read_text() == "selesai\n"


def test_a_second_signal_does_not_wait(together):
    process, pids = together("trap '' TERM; while :; do sleep 0.1; done")
    process.terminate()
    time.sleep(0.5)
    assert process.poll() is None
    process.terminate()
    assert process.wait(15) == 143
    assert not any(map(alive, pids))


def test_children_of_a_command_are_not_left_behind(together, tmp_path):
    process, _ = together(f"sleep 60 & echo $! >{tmp_path}/anak; trap 'exit 0' TERM; wait")
    told = tmp_path / "anak"
    child = int(wait_until(lambda: told.exists() and told.read_text().strip()))
    assert alive(child)
    process.terminate()
    process.wait(15)
    wait_until(lambda: not alive(child))


@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv tidak ada")
def test_nobody_is_orphaned_when_the_script_itself_is_killed(together):
    process, pids = together("exec sleep 60", "exec sleep 60")
    process.kill()
    process.wait(15)
    wait_until(lambda: not any(map(alive, pids)))


# -- server ---------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepared() -> bool:
    """Whether .venv was made by our scripts from these requirements: then nothing is fetched."""
    stamp = ROOT / ".venv" / "requirements.txt"
    return stamp.exists() and stamp.read_bytes() == (ROOT / "requirements.txt").read_bytes()


def tables(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "sakip.sqlite3") as database:
        return list(database.iterdump())


def family(pid: int) -> set[int]:
    """The process and all that came out of it."""
    children = {}
    for stat_file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat_file.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(stat_file.parent.name))
    found, unseen = set(), [pid]
    while unseen:
        found.add(unseen[0])
        unseen += children.get(unseen.pop(0), [])
    return found


def start_and_end(folder: Path) -> tuple[str, int]:
    """Run script/server once over `folder`; give what it said, and how it answers a stranger."""
    port = free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "ALLOWED_HOSTS")
    }
    process = subprocess.Popen(
        ["script/server", "--kosong", "--port", str(port)],
        cwd=ROOT,
        env=environment | {"SAKIP_VAR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if "berjalan di" in line:
                break
        else:
            pytest.fail("it did not come up:\n" + "".join(said))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    finally:
        everybody = family(process.pid)
        process.terminate()
        code = process.wait(40)
        rest = process.communicate()[0]
    assert code == 143, rest
    wait_until(lambda: not any(map(alive, everybody)))
    assert len(everybody) >= 5  # the script, gunicorn and its two workers, the background worker
    return "".join(said), status


@pytest.mark.skipif(not prepared(), reason=".venv belum dibuat oleh script/test")
def test_a_server_starts_from_nothing_and_starts_again_over_the_same_data(tmp_path):
    said, status = start_and_end(tmp_path)
    assert status == 200
    assert said.splitlines()[-1].startswith("SAKIP berjalan di http://localhost:")
    before = tables(tmp_path)
    assert any("django_migrations" in line for line in before)
    collected = (tmp_path / "static" / "staticfiles.json").stat().st_mtime_ns

    said, status = start_and_end(tmp_path)
    assert status == 200
    assert tables(tmp_path) == before
    assert (tmp_path / "static" / "staticfiles.json").stat().st_mtime_ns == collected
    assert (tmp_path / "sakip.sqlite3").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not prepared(), reason=".venv belum dibuat oleh script/test")
def test_a_taken_port_is_said_before_anything_is_touched(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = run(
            "script/server", "--port", str(port), env={**os.environ, "SAKIP_VAR": str(tmp_path)}
        )
    assert said.returncode == 1
    assert f"Tidak dapat memakai 127.0.0.1 port {port}: " in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_offices_file_names_every_setting_that_an_office_may_set():
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "sakip/settings.py").read_text()))
    named = set(re.findall(r"\b[A-Z_]{5,}\b", (ROOT / "deploy/sakip.env.example").read_text()))
    assert "SITE_URL" in read
    assert read - named == {"DEBUG"}  # never in an office
    values = (ROOT / "deploy/sakip.env.example").read_text().splitlines()
    assert [v for v in values if v and not re.match(r"# |#?[A-Z_]+=", v)] == []
