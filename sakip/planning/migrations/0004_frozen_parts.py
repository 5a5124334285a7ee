"""The targets and budgets of a Perjanjian Kinerja stand still with it."""

from django.db import migrations

from sakip.trail.guard import FrozenWith


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_impor")]

    operations = [
        FrozenWith("target", ["pk_versi"], "status", "ditetapkan"),
        FrozenWith("targetperiode", ["target", "pk_versi"], "status", "ditetapkan"),
        FrozenWith("anggaran", ["pk_versi"], "status", "ditetapkan"),
    ]
