"""Read every chain of the log from its first line to its last, and name each line that is wrong."""

from django.core.management.base import BaseCommand, CommandError

from sakip.people.models import Instansi
from sakip.trail.models import Chain
from sakip.trail.note import faults


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        broken = 0
        ends = {c.instansi_id: c for c in Chain.objects.all()}
        for instansi in [None, *Instansi.objects.order_by("pk")]:
            name = f"{instansi}" if instansi else "Instalasi"
            found = faults(instansi)
            broken += len(found)
            for sentence in found:
                self.stdout.write(f"{name}: {sentence}")
            end = ends.get(instansi.pk if instansi else None)
            if not found and end:
                self.stdout.write(f"{name}: {end.count} baris utuh, ujung {end.head[:16]}")
        if broken:
            raise CommandError(f"{broken} kesalahan pada jejak.", returncode=1)
