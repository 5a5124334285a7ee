"""What the papers of SOP 9.1 say beyond what people wrote into them."""

from sakip.papers import issue
from sakip.sop.facts import common


def facts(run, kind, *, by, paper) -> dict:
    return common(run, kind, by=by)


def form_facts(form, kind, *, by, paper) -> dict:
    return common(form, kind, by=by)


def unit_papers(run, kind, *, by, on):
    return [issue.compose(run, kind, by=by, on=on, unit=f.unit) for f in run.forms.all()]
