"""Print the address of the first day, as long as there is nobody who could sign in."""

from django.core.management.base import BaseCommand

from sakip.people import first_run
from sakip.people.models import User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--address", default="http://127.0.0.1:8000")

    def handle(self, *, address, **options):
        if User.objects.exists():
            first_run.key_path().unlink(missing_ok=True)
            return
        self.stdout.write(f"{address.rstrip('/')}/awal/?kunci={first_run.make_key()}")
