"""The user's guide inside the application: the very pages of docs/panduan, with their pictures."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from .offices import any_office

FOLDER = Path(settings.BASE_DIR, "docs", "panduan")


@any_office
def panduan(request, halaman="README"):
    """One page of the guide; only names that are files there exist."""
    if halaman not in pages():
        raise Http404
    title, body = read(halaman)
    return render(request, "people/panduan.html", {"title": title, "body": body})


@cache
def pages() -> frozenset[str]:
    return frozenset(path.stem for path in FOLDER.glob("*.md"))


def read(name: str) -> tuple[str, str]:
    """(title, HTML) of a page; the text is ours, and raw HTML in it stays text."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(rest)
    html = re.sub(r'href="([a-z-]+)\.md"', r'href="/panduan/\1/"', html)
    html = re.sub(
        r'src="gambar/([a-z0-9-]+\.png)"',
        lambda m: f'src="{static("panduan/" + m[1])}" loading="lazy"' if drawn(m[1]) else "",
        html,
    )
    return title.removeprefix("# "), mark_safe(html)  # noqa: S308 - our own files, html off


def drawn(name: str) -> bool:
    return (FOLDER / "gambar" / name).exists()
