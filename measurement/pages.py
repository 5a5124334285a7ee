"""What the pages of SOP 9.2 show, drawn from the run's one document."""


def page(run, key, request) -> dict:
    return {}
