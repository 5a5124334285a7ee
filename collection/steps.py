"""What the page of each row of SOP 9.1 shows beside its papers."""

from __future__ import annotations


def page(run, key, request) -> dict:
    return {}


def overview(run, offices) -> dict:
    return {}
