"""What a report tells of the run itself: its rows with their times, returns, papers, gaps."""

from __future__ import annotations


def suggestions(run) -> dict:
    return {}
