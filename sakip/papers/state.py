"""How far the file of a paper is, in the words and sizes that pages show."""

from __future__ import annotations

from dataclasses import dataclass

from .models import Paper


@dataclass(frozen=True)
class State:
    """`key`: "ready", "waiting", "failed", or "none" where the paper never gets a file.

    `words` say the state; of a ready one its kind and size: "PDF 214 kB, 3 halaman".
    """

    key: str
    words: str

    @property
    def ready(self) -> bool:
        return self.key == "ready"

    @property
    def waiting(self) -> bool:
        return self.key == "waiting"

    @property
    def failed(self) -> bool:
        return self.key == "failed"


def paper_state(paper: Paper) -> State:
    """The state of `paper`; no query, but where it is an uploaded document (its berkas)."""
    if paper.berkas_id:
        berkas = paper.berkas
        kind = berkas.nama.rpartition(".")[2].upper()
        return State("ready", f"{kind} {size_words(berkas.ukuran)}")
    if paper.render == Paper.MADE:
        pages = f", {paper.pages} halaman" if paper.pages else ""
        return State("ready", f"PDF {size_words(paper.file_size)}{pages}")
    if not paper.issued or not paper.kind.template:
        return State("none", "")
    if paper.render == Paper.FAILED:
        return State("failed", paper.fault or "PDF tidak dapat dibuat.")
    return State("waiting", "PDF sedang dibuat")


def size_words(size: int) -> str:
    """ "58 kB", "1,2 MB": as a download announces itself."""
    if size < 999_500:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
