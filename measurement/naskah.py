"""What the papers of SOP 9.2 say beyond what people wrote into them."""

from sakip.sop.facts import common


def facts(run, kind, *, by, paper) -> dict:
    return common(run, kind, by=by)


def report_suggestions(run) -> dict:
    return {}
