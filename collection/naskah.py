"""What the papers of SOP 9.1 say beyond what people wrote into them."""

from sakip.papers import issue


def facts(run, kind, *, by, paper) -> dict:
    return {}


def form_facts(form, kind, *, by, paper) -> dict:
    return {}


def unit_papers(run, kind, *, by, on):
    return [issue.compose(run, kind, by=by, on=on, unit=f.unit) for f in run.forms.all()]
