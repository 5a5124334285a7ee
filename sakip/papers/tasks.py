"""Background work: the worker makes the file of each issued paper, once, even if it is killed."""

from django_tasks import task


@task(queue_name="pdf")
def render_paper(paper_id: int) -> None:
    """Make the PDF of one issued paper and note its hash in the log."""
