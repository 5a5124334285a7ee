"""Rows 4 and 5 of SOP 9.2: freezing the methods, and measuring by them."""


def freeze_methods(run) -> None:
    pass


def measure(run) -> None:
    pass
