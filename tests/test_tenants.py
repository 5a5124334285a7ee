"""One installation, many agencies: instansi stands first in every key, and nobody sees another's."""

from django.apps import apps
from django.db import models

OURS = {
    "people", "trail", "papers", "planning", "sop", "disposition",
    "collection", "measurement", "reports",
}  # fmt: skip
# What belongs to no agency: persons (they may serve two), and the agencies themselves.
SHARED = {"people.Instansi", "people.User"}


def our_models():
    return [m for m in apps.get_models() if m._meta.app_label in OURS]


def test_everything_belongs_to_an_instansi():
    for model in our_models():
        name = model._meta.label
        if name in SHARED or name.startswith("planning.Historical"):
            continue
        fields = {f.name for f in model._meta.fields}
        assert "instansi" in fields, f"{name} belongs to no instansi"


def test_instansi_is_the_first_column_of_every_key_and_index():
    for model in our_models():
        if not any(f.name == "instansi" for f in model._meta.fields):
            continue
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                assert constraint.fields[0] == "instansi", f"{model._meta.label}: {constraint.name}"
        for index in model._meta.indexes:
            assert index.fields[0] == "instansi", f"{model._meta.label}: {index.name}"
        alone = [
            f.name for f in model._meta.fields
            if f.unique and not f.primary_key and f.name != "instansi"
        ]  # fmt: skip
        assert alone == [], f"{model._meta.label}: {alone} are unique without their instansi"
