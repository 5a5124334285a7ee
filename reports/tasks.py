"""Background work: the worker makes the files of reports, never a page."""

from django_tasks import task


# Somebody sits and waits for it, whereas papers are made behind everybody's back.
@task(queue_name="pdf", priority=50)
def make_report(file_id: int) -> None:
    """Make one file of a report; where it is there already, nothing."""
    from .files import make

    make(file_id)
