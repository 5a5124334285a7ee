"""The papers of two real runs, from the order to the archive: each is made whole."""

from __future__ import annotations

import copy
import re

import pytest
from django.conf import settings
from django.test import override_settings

from sakip.papers import pdf
from sakip.papers.kinds import KINDS
from sakip.papers.models import Paper, digest

from .ground import grounded
from .measured import collect, go, measurement
from .promise import make_promise

VALUES = {
    "IKU-1": ("342", "418"),
    "IKK-1": ("87", "92"),
    "IKK-2": "8",
    "IKK-3": "belum_dilaporkan",
    "IKK-4": "2",
}


@grounded
def papers(instansi, units, people):
    """Every issued paper of an archived collection and the archived measurement of it."""
    make_promise(instansi, units)
    collect(people, "2026-TW3", VALUES, until="selesai")
    go(measurement(people), people, "selesai")
    return list(Paper.objects.filter(status=Paper.ISSUED).exclude(run_label=""))


@pytest.fixture
def loud():
    """Templates say loudly what they look for in vain."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = "MISSING(%s)"
    with override_settings(TEMPLATES=templates):
        yield


def test_every_paper_of_both_procedures_says_all_it_should(papers, loud):
    wanting = {}
    for paper in papers:
        page = pdf.html_of(paper.kind, paper.data, paper.data_hash)
        lost = sorted(set(re.findall(r"MISSING\(([^)]*)\)", page)))
        if lost:
            wanting[paper.kind_key] = lost
    assert wanting == {}


def test_every_paper_of_both_procedures_is_signed_and_stands_for_its_data(papers):
    for paper in papers:
        assert paper.data_hash == digest(paper.data), paper
        assert [s["nama"] for s in paper.data["ttd"]] or paper.kind_key == "lembar_tanggapan", paper


def test_both_procedures_give_every_kind_of_paper_that_is_printed(papers):
    printed = {k.key for k in KINDS.values() if k.template} - {"lembar_tanggapan"}
    assert {p.kind_key for p in papers} == printed
