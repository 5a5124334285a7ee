"""The log can be added to, and neither changed nor deleted."""

from django.db import migrations

from sakip.trail.guard import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [
        AppendOnly("entry"),
    ]
