"""The office's one background worker: does the queued tasks, and once a minute looks for lost ones."""

from __future__ import annotations

import time
from datetime import timedelta

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from sakip.lib import tanggal
from sakip.papers import tasks

QUEUES = ["default", "pdf"]
MINUTE, DAY = 60, 24 * 60 * 60
ABANDONED = timedelta(hours=1)


class OfficeWorker(Worker):
    """django-tasks-db's worker, with the sweep between two tasks and while nothing waits."""

    def __init__(self, *, interval: float):
        super().__init__(
            queue_names=QUEUES,
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.swept = self.tidied = float("-inf")

    def stay(self) -> None:
        """Until a signal comes: what is ready, the sweep, a little sleep."""
        while self.running:
            self.look_around()
            self.run()
            if self.running:
                time.sleep(self.interval)

    def run_task(self, db_task_result):
        super().run_task(db_task_result)
        self.look_around()

    def look_around(self) -> None:
        now = time.monotonic()
        if now - self.swept >= MINUTE:
            self.swept = now
            close_old_connections()
            tasks.sweep()
        if now - self.tidied >= DAY:
            self.tidied = now
            _tidy()


def _tidy():
    """The queue's own table: what a killed worker left behind, and what is long done."""
    DBTaskResult.objects.running().filter(started_at__lt=tanggal.now() - ABANDONED).update(
        status=TaskResultStatus.FAILED, finished_at=tanggal.now()
    )
    call_command("prune_db_task_results", queue_name="*", verbosity=0)


class Command(BaseCommand):
    help = "Membuat PDF naskah dan mengerjakan antrean lain sampai dihentikan (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--batch", action="store_true", help="Kerjakan semua yang menunggu, lalu selesai."
        )
        parser.add_argument("--interval", type=float, default=1.0, help="Jeda antartugas (detik).")

    def handle(self, *, batch, interval, **options):
        worker = OfficeWorker(interval=interval)
        worker.configure_signals()
        try:
            if batch:
                tasks.sweep()
                worker.run()
            else:
                worker.stay()
        finally:
            tasks.press.close()
            worker.reset_signals()
