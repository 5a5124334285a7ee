"""The one page of papers that is open to everybody: whether a paper in one's hand is ours."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import redirect, render

from sakip.people.models import Instansi

from .models import Paper

_HASH = re.compile(r"[0-9a-f]{64}")


@login_not_required
def cek(request: HttpRequest, sha256: str = ""):
    """What we know of a paper by the hash printed on it, or by the hash of its file.

    Kind, number, date, status and hash; no names and nothing of what it says. Hashes cannot be
    guessed, so whoever asks has the paper. 404 where there is none.
    """
    typed = "".join(request.GET.get("sha256", "").split()).lower()
    if typed and not sha256:
        if _HASH.fullmatch(typed):
            return redirect("cek", typed)
        fault = f"SHA-256 terdiri atas 64 angka dan huruf a sampai f. Tertulis {len(typed)}."
        return render(request, "papers/cek.html", {"typed": typed[:80], "fault": fault})
    if not sha256:
        return render(request, "papers/cek.html")
    papers = list(_found(sha256.lower()))
    page = {"sha256": sha256.lower(), "papers": [(p, _status(p)) for p in papers]}
    return render(request, "papers/cek.html", page, status=200 if papers else 404)


def _found(sha256: str):
    """By instansi, because that is how the indexes lie."""
    return (
        Paper.objects.filter(
            Q(data_hash=sha256) | Q(file_hash=sha256),
            instansi__in=Instansi.objects.values("pk"),
            status=Paper.ISSUED,
        )
        .defer("data")
        .order_by("pk")
    )


def _status(paper: Paper) -> str:
    if paper.superseded:
        return "Diganti revisi yang lebih baru"
    return "Terbit dan diarsipkan" if paper.archived else "Terbit"
