"""A report without readers, title or columns does not start."""

from django.core.checks import Error, register

from sakip.people.models import Role


@register("sakip")
def reports_are_whole(app_configs=None, **kwargs):
    from .report import Report, every_kind

    return [fault for kind in every_kind().values() for fault in faults_of(kind, Report)]


def faults_of(kind, base):
    name = f"{kind.__module__}.{kind.__name__}"
    if not kind.readers or not set(kind.readers) <= set(Role):
        yield Error(
            f"{name}: readers names no role; nobody reads a report by default.", id="reports.E001"
        )
    if not getattr(kind, "title", ""):
        yield Error(f"{name} has no title.", id="reports.E002")
    if not getattr(kind, "of", ""):
        yield Error(f"{name} does not say what it is of.", id="reports.E003")
    keys = [c.key for c in kind.columns]
    if len(keys) != len(set(keys)):
        yield Error(f"{name}: two columns have one key.", id="reports.E004")
    if not keys and kind.tables is base.tables:
        yield Error(f"{name} has no columns.", id="reports.E005")
