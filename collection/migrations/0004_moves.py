"""No run and no form moves without its Record."""

from django.db import migrations

from sakip.trail.guard import MovesByRecord


class Migration(migrations.Migration):
    dependencies = [("collection", "0003_initial"), ("trail", "0001_initial")]

    operations = [
        MovesByRecord("pengumpulan"),
        MovesByRecord("formulir"),
    ]
