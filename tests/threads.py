"""Several deeds at the same moment, each in a thread and on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def together(*deeds):
    """Do all deeds at the same moment, each in a thread of its own; their results or exceptions."""
    barrier = Barrier(len(deeds))

    def one(deed):
        try:
            barrier.wait()
            return deed()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))
