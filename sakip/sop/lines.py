"""Tasks and running processes as ready-made lines: a page of fifty of them costs no template."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from sakip.lib import svg
from sakip.lib.markup import ikon, lencana

TASK = """<li class="tugas">
<div class="tugas-langkah">{}</div>
<div><h3><a href="{}">{}</a></h3>
<p class="tugas-meta">{}{}</p></div>
{}
<div class="tugas-aksi"><a class="btn {}" href="{}">{}<span class="visually-hidden">: {}</span></a></div>
</li>
"""


def task_line(task, look: str) -> SafeString:
    """`task`: an inbox.Task, or what answers like one, its clock wound; `look`: of its button."""
    where, url = task.where, task.url
    return format_html(
        TASK,
        _number(task),
        url,
        task.text,
        _spans(where),
        lencana("kuning", task.returned, "arrow-return-left") if task.returned else "",
        clock_lines(task.clock),
        look,
        url,
        task.button,
        where[0],
    )


def _number(task) -> SafeString:
    """The row of the sheet, or a sign where the task is of no sheet."""
    if task.row:
        return format_html(
            '<b><span class="visually-hidden">Langkah </span>{}</b><small>dari {}</small>',
            task.row.number,
            task.of,
        )
    return format_html('{}<span class="visually-hidden">{}</span>', ikon(task.icon), task.kind)


def _spans(words) -> SafeString:
    parts = "".join(f"<span>{conditional_escape(w)}</span>" for w in words)
    return mark_safe(parts)  # noqa: S308 - every word is escaped


def clock_lines(jam: dict) -> SafeString:
    """What parts/jam.html makes of the same dict (a test holds them to it)."""
    read = (
        format_html("<b>{}</b> dari {}", jam["read"], jam["of"]) if jam.get("of") else jam["read"]
    )
    return format_html(
        '<div class="jam" data-waktu="{}"><div class="jam-kata"><span>{}</span>{}</div>{}{}</div>',
        jam["state"],
        read,
        format_html("<b>{}</b>", jam["left"]) if jam.get("left") else "",
        _bar(jam["used"], jam["standard"]) if jam.get("standard") else "",
        format_html('<div class="jam-kata">{}</div>', jam["due"]) if jam.get("due") else "",
    )


@lru_cache(maxsize=4096)
def _bar(used: int, standard: int) -> SafeString:
    return svg.bars(used, standard)


RUN = """<div class="proses-ringkas"><a href="{}">{}</a>{}<p>{} dari {} · giliran <b>{}</b>{}</p></div>
"""


def run_line(run) -> SafeString:
    """One running process with its segments (rail.mark_late has drawn them)."""
    return format_html(
        RUN,
        run.get_absolute_url(),
        str(run),
        run.segments,
        run.step.number,
        len(run.sop),
        run.step.actors,
        f" · putaran {run.round}" if run.round > 1 else "",
    )
