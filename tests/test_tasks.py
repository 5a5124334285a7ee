"""Each paper gets its file once: after failures, after lost tasks, after a killed worker."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django_tasks import default_task_backend

from sakip.lib import tanggal
from sakip.papers import tasks
from sakip.papers.models import Paper, digest
from sakip.papers.pdf import NotMade, Pdf
from sakip.papers.store import NoRoom
from sakip.trail.models import Entry, Kind

from .papers_opening import NOTA_DINAS

MADE = Pdf(b"%PDF-1.7 isi naskah", 3)
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


def queued() -> list[int]:
    return [r.args[0] for r in default_task_backend.results]


@pytest.fixture
def paper(instansi):
    data = {**NOTA_DINAS, "kop": {**NOTA_DINAS["kop"], "singkatan": str(instansi.pk)}}
    return Paper.objects.create(
        instansi=instansi,
        kind_key="nota_dinas",
        status=Paper.ISSUED,
        nomor="800/001/X/2026",
        tahun=2026,
        data=data,
        data_hash=digest([data, time.monotonic_ns()]),
        issued_at=tanggal.now(),
    )


@pytest.fixture
def press(monkeypatch):
    """What the press does is told by the test: a result, or what it raises."""

    class Told:
        answer, asked = MADE, 0

        def __call__(self, press, paper, beat=None):
            self.asked += 1
            if isinstance(self.answer, Exception):
                raise self.answer
            if callable(self.answer):
                return self.answer(paper, beat)
            return self.answer

    told = Told()
    monkeypatch.setattr(tasks, "paper_pdf", told)
    return told


def test_a_paper_is_made_kept_and_noted(paper, press):
    tasks.make(paper.pk)
    paper.refresh_from_db()
    sha256 = hashlib.sha256(MADE.content).hexdigest()
    assert paper.render == Paper.MADE
    assert (paper.file_hash, paper.file_size, paper.pages) == (sha256, len(MADE.content), 3)
    assert default_storage.open(paper.file.name).read() == MADE.content
    line = Entry.objects.get(kind=Kind.FILE)
    assert line.instansi == paper.instansi
    assert (line.object_id, line.data["sha256"]) == (paper.pk, sha256)
    assert line.data["data"] == paper.data_hash
    assert line.user is None


def test_the_real_press_makes_it_from_the_task(paper):
    tasks.render_paper.call(paper.pk)
    tasks.press.close()
    paper.refresh_from_db()
    assert paper.render == Paper.MADE
    assert default_storage.open(paper.file.name).read().startswith(b"%PDF-1.7")
    assert paper.pages == 1


def test_a_task_done_twice_makes_it_once(paper, press):
    tasks.make(paper.pk)
    tasks.make(paper.pk)
    assert press.asked == 1
    assert Entry.objects.filter(kind=Kind.FILE).count() == 1


def test_two_workers_with_the_same_task_make_it_once(paper, press):
    """The second finds it in the hands of the first."""

    def meanwhile(mine, beat):
        tasks.make(paper.pk)
        return MADE

    press.answer = meanwhile
    tasks.make(paper.pk)
    assert press.asked == 1
    assert Entry.objects.filter(kind=Kind.FILE).count() == 1


def test_a_worker_that_was_thought_dead_does_not_write_a_second_line(paper, press, clock):
    def meanwhile(mine, beat):
        press.answer = MADE
        clock.shift(120)  # it fell silent; another took over and finished
        tasks.make(paper.pk)
        return MADE

    press.answer = meanwhile
    tasks.make(paper.pk)
    assert press.asked == 2
    paper.refresh_from_db()
    assert paper.render == Paper.MADE
    assert Entry.objects.filter(kind=Kind.FILE).count() == 1


def test_signs_of_life_keep_a_slow_paper_in_its_hands(paper, press, clock):
    def slow(mine, beat):
        for _ in range(4):
            clock.shift(20)
            beat()
            assert tasks.sweep() == 0
        return MADE

    press.answer = slow
    tasks.make(paper.pk)
    assert (press.asked, queued()) == (1, [])


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (NotMade("Pembuatan PDF terhenti: waktu habis."), "waktu habis"),
        (NoRoom(), "penyimpanan server penuh"),
        (KeyError("nomor"), "tidak dapat dibuat (KeyError)"),
    ],
)
def test_a_failure_is_tried_three_times_and_then_shown(paper, press, clock, fault, said):
    press.answer = fault
    for attempt in (1, 2, 3):
        tasks.make(paper.pk)
        paper.refresh_from_db()
        assert paper.attempts == attempt
        assert said in paper.fault
        if attempt < 3:
            assert paper.render == Paper.WAITING
            assert tasks.sweep() == 0  # not at once
            clock.shift(61)
            assert tasks.sweep() == 1
            assert queued()[-1] == paper.pk
    assert paper.render == Paper.FAILED
    clock.shift(3600)
    assert tasks.sweep() == 0
    tasks.make(paper.pk)
    assert press.asked == 3


def test_a_failed_paper_is_made_when_somebody_asks_again(paper, press, clock):
    press.answer = NotMade("x")
    for _ in range(3):
        tasks.make(paper.pk)
    press.answer = MADE
    paper.refresh_from_db()
    tasks.retry(paper)
    tasks.retry(paper)  # a double click
    assert queued() == [paper.pk]
    tasks.make(paper.pk)
    paper.refresh_from_db()
    assert (paper.render, paper.fault) == (Paper.MADE, "")


def test_asking_again_for_a_made_paper_does_nothing(paper, press):
    tasks.make(paper.pk)
    paper.refresh_from_db()
    tasks.retry(paper)
    assert queued() == []


def test_a_lost_task_is_found_after_a_minute_and_enqueued_once(paper, clock):
    assert tasks.sweep() == 0
    clock.shift(61)
    assert tasks.sweep() == 1
    assert tasks.sweep() == 0
    assert queued() == [paper.pk]


def test_a_paper_in_the_hands_of_a_dead_worker_is_taken_up_again(paper, press, clock):
    press.answer = SystemExit(1)  # as a kill: nothing after it is done

    def killed(mine, beat):
        raise SystemExit(1)

    press.answer = killed
    with pytest.raises(SystemExit):
        tasks.make(paper.pk)
    paper.refresh_from_db()
    assert paper.render == Paper.MAKING
    assert tasks.sweep() == 0
    clock.shift(31)
    assert tasks.sweep() == 1
    press.answer = MADE
    tasks.make(paper.pk)
    paper.refresh_from_db()
    assert (paper.render, paper.attempts) == (Paper.MADE, 2)


def test_a_paper_that_kills_its_worker_three_times_is_given_up(paper, press, clock):
    def killed(mine, beat):
        raise SystemExit(1)

    press.answer = killed
    for _ in range(3):
        with contextlib.suppress(SystemExit):
            tasks.make(paper.pk)
        clock.shift(31)
        tasks.sweep()
    paper.refresh_from_db()
    assert paper.render == Paper.FAILED
    assert "terhenti" in paper.fault


def test_drafts_uploads_and_blank_forms_are_no_work_for_the_press(instansi, people, press, clock):
    from sakip.papers.files import keep

    from .uploads import PDF, upload

    berkas = keep(upload("a.pdf", PDF), instansi=instansi, user=people.tim.user)
    common = {"instansi": instansi, "tahun": 2026, "issued_at": tanggal.now()}
    draft = Paper.objects.create(**common, kind_key="nota_dinas", run_id=1)
    Paper.objects.create(**common, kind_key="renstra", status=Paper.ISSUED, berkas=berkas)
    Paper.objects.create(**common, kind_key="blangko_formulir", status=Paper.ISSUED, run_id=1)
    clock.shift(3600)
    assert tasks.sweep() == 0
    tasks.make(draft.pk)
    assert press.asked == 0


# -- the real worker -------------------------------------------------------------------------

SEED = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
from sakip.lib import tanggal
from sakip.papers.models import Paper, digest
from sakip.papers.tasks import render_paper
from sakip.people.models import Instansi
from tests.papers_measurement import rekapitulasi_pengukuran
house = Instansi.objects.create(nama="Badan", singkatan="B", kode_surat="B", pemerintah="Kabupaten")
data = rekapitulasi_pengukuran(120)
paper = Paper.objects.create(instansi=house, kind_key="rekapitulasi_pengukuran", tahun=2026,
    status="terbit", nomor="800/1", data=data, data_hash=digest(data), issued_at=tanggal.now())
render_paper.enqueue(paper.pk)
"""


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    room = tmp_path_factory.mktemp("worker")
    run([sys.executable, "-c", SEED], room).communicate(timeout=120)
    return room


@pytest.fixture
def room(seeded, tmp_path):
    """A database with one large paper in the queue, and no files yet."""
    yield shutil.copytree(seeded, tmp_path / "room")
    while begun:  # a test that failed leaves nothing running
        process = begun.pop()
        process.kill()
        process.communicate()


begun: list[subprocess.Popen] = []


def run(command, room, **more):
    env = {
        **os.environ,
        "WORKER_ROOM": str(room),
        "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
    }
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True, **more
    )
    begun.append(process)
    return process


def worker(room, *more):
    return run([sys.executable, "manage.py", "worker", "--interval", "0.2", *more], room)


def ask(room, sql):
    base = sqlite3.connect(room / "db.sqlite3", timeout=20)
    try:
        found = base.execute(sql).fetchall()
        base.commit()
        return found
    finally:
        base.close()


def wait_for(room, state, seconds=120):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = ask(room, "SELECT render FROM papers_paper")[0][0]
        if found == state:
            return
        time.sleep(0.02)
    pytest.fail(f"stands at {found}, not {state}")


def press_of(process) -> list[int]:
    """The process in which the worker is just making a paper."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 20
    while not (pids := found.read_text().split()) and time.monotonic() < until:
        time.sleep(0.02)
    assert pids
    return [int(p) for p in pids]


def end(process, how=signal.SIGTERM):
    process.send_signal(how)
    _, said = process.communicate(timeout=120)
    return said


def test_a_killed_workers_paper_is_made_once_by_the_next(room):
    first = worker(room)
    wait_for(room, "sedang")
    press = press_of(first)
    end(first, signal.SIGKILL)
    assert ask(room, "SELECT render, attempts FROM papers_paper") == [("sedang", 1)]
    assert ask(room, "SELECT COUNT(*) FROM trail_entry WHERE kind = 'file'") == [(0,)]
    earlier = (tanggal.now() - timedelta(minutes=5)).strftime("%Y-%m-%d %H:%M:%S")
    ask(room, f"UPDATE papers_paper SET heartbeat = '{earlier}'")
    second = worker(room)
    wait_for(room, "dibuat")
    said = end(second)
    assert second.returncode == 0, said
    (name, sha256, attempts), *more = ask(
        room, "SELECT file, file_hash, attempts FROM papers_paper"
    )
    assert (attempts, more) == (2, [])
    assert ask(room, "SELECT COUNT(*) FROM trail_entry WHERE kind = 'file'") == [(1,)]
    kept = [p for p in (room / "berkas").rglob("*") if p.is_file()]
    assert kept == [room / "berkas" / name]
    assert hashlib.sha256(kept[0].read_bytes()).hexdigest() == sha256
    for pid in press:
        assert not Path(f"/proc/{pid}/exe").exists(), "the press of the killed worker lives on"


def test_a_worker_ends_what_it_is_at_when_it_is_told_to_stop(room):
    process = worker(room)
    wait_for(room, "sedang")
    press = press_of(process)
    said = end(process)
    assert process.returncode == 0, said
    assert ask(room, "SELECT render FROM papers_paper") == [("dibuat",)]
    for pid in press:
        assert not Path(f"/proc/{pid}").exists()


def test_an_idle_worker_stops_at_once_on_ctrl_c(room):
    process = worker(room)
    wait_for(room, "dibuat")
    time.sleep(0.5)
    began = time.monotonic()
    said = end(process, signal.SIGINT)
    assert (process.returncode, time.monotonic() - began < 15) == (0, True), said


def test_a_worker_can_do_what_waits_and_go_home(room):
    process = worker(room, "--batch")
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert ask(room, "SELECT render FROM papers_paper") == [("dibuat",)]
