"""What the papers of SOP 9.2 say beyond what people wrote into them."""


def facts(run, kind, *, by, paper) -> dict:
    return {}
