"""An SOP that is written wrong does not start."""

from django.core.checks import Error, register
from django.db.models import Model

from .procedure import Procedure, procedures
from .step import FINISHED, REOPEN, RETURN


@register
def every_sheet_is_whole(app_configs, **kwargs):
    return [error for procedure in procedures() for error in errors_of(procedure)]


def errors_of(procedure):
    keys = [s.key for s in procedure.sop]
    reserved = {FINISHED, RETURN, REOPEN, *dir(Procedure), *dir(Model)}
    related = {
        r.get_accessor_name()
        for r in procedure._meta.get_fields()
        if r.auto_created and r.is_relation
    } | {f.name for f in procedure._meta.get_fields() if not f.auto_created}
    for s in procedure.sop:
        where = f"{procedure.__name__}.{s.key}"
        if not s.text:
            yield Error(f"{where} has no Uraian.", hint="Write it as its docstring.", id="sop.E001")
        if not s.roles:
            yield Error(f"{where} has no actor.", id="sop.E002")
        for back in s.back_to:
            if back not in keys[: s.number - 1]:
                yield Error(f"{where} goes back to no earlier row: {back}.", id="sop.E003")
        if s.key in related:
            yield Error(f"{where}: a field or related name replaces the row.", id="sop.E004")
        if s.key in reserved:
            yield Error(f"{where}: this key is the machinery's own.", id="sop.E005")
        if s.carried_by and s.carried_by not in related:
            yield Error(f"{where} is carried by nothing called {s.carried_by}.", id="sop.E006")
        if s.sic.keys() - {"uraian", "kelengkapan", "waktu", "output"}:
            yield Error(f"{where}: sic knows only the sheet's columns.", id="sop.E007")
    for a in procedure.acts.values():
        for state in a.at:
            if state not in (*keys, FINISHED):
                yield Error(
                    f"{procedure.__name__}.{a.key} is possible at no row: {state}.", id="sop.E008"
                )
