"""Fills an empty installation with an invented agency and its runs, all through the doors."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reports.demo import house, promise, walk
from sakip.lib import tanggal
from sakip.people.models import Instansi, User
from sakip.planning.periods import quarter_of
from sakip.sop.calendar import calendar_of


class Command(BaseCommand):
    help = "Isi instalasi kosong dengan data contoh."

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="cetak akun contoh saja")

    def handle(self, *args, accounts=False, **options):
        if accounts:
            if Instansi.objects.filter(contoh=True).exists():
                self.stdout.write(house.accounts())
            return
        if Instansi.objects.filter(contoh=False).exists() or (
            User.objects.exists() and not Instansi.objects.exists()
        ):
            raise CommandError(
                "Data contoh hanya dapat dibuat pada instalasi kosong; di sini sudah ada data."
            )
        if Instansi.objects.exists():
            self.stdout.write("Data contoh sudah ada; tidak ada yang diubah.")
            return
        with transaction.atomic():
            build(tanggal.now())
        self.stdout.write(house.accounts())


def build(now: datetime) -> None:
    """Three quarters before today: one archived, one returned and waiting, one just ordered."""
    latest = quarter_of(tanggal.local(now, "Asia/Makassar").date()).previous()
    middle, first = latest.previous(), latest.previous().previous()
    made = house.build(date(first.tahun, 1, 1))
    known = promise.dictionary(made, first.tahun)
    for tahun in sorted({first.tahun, middle.tahun, latest.tahun}):
        with tanggal.moved(opening(made, date(tahun, 1, 20))):
            promise.promise(made, tahun, *known)
    walk.archive_quarter(made, first.code, opening(made, first.last_day + timedelta(days=1)))
    walk.returned_quarter(made, middle.code, opening(made, working_days_ago(made, now, 9)))
    walk.ordered_quarter(made, latest.code, opening(made, working_days_ago(made, now, 1)))


def opening(made, day: date) -> datetime:
    """Half past eight on that day, or on the first working day after it."""
    calendar = calendar_of(made.instansi)
    if not calendar.is_working(day):
        day = next(calendar.working_days(after=day))
    zone = ZoneInfo(made.instansi.zona)
    return datetime.combine(day, time(8, 30), zone).astimezone(UTC)


def working_days_ago(made, now, count) -> date:
    calendar, day = calendar_of(made.instansi), tanggal.local(now, made.instansi.zona).date()
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_working(day)
    return day
