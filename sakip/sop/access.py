"""Who sees, edits, comments and downloads what: the permission matrix, one line a row.

L (carry out) and R (return) are not here: they come from the rows and acts themselves. The
letters are E edit, C comment, V see, D download; and four narrower ways of seeing: `status`
(that it is done, not what it says), `rows` (the own unit's rows alone), `approved` (V once the
Sekretaris has approved), `result` (the approved report and nothing else, once it is approved).
Views, buttons and querysets read this table; what it does not grant is denied.
"""

from __future__ import annotations

from sakip.people.models import Role

_COLUMNS = (
    "kepala",
    "sekretaris",
    "bidang own",
    "bidang other",
    "tim_sakip",
    "staf own",
    "staf other",
    "admin",
)

_BEGINNING = {
    "perintah": ("E C V D", "E C V D", "", "", "E C V D", "", "", "V"),
    "arahan": ("V D", "E C V D", "", "", "E C V D", "", "", "V"),
    "rencana": ("V D", "C V D", "V", "V", "E C V D", "V", "V", "V"),
}
_END = {
    "laporan": ("status", "V D", "rows", "", "C V D", "rows", "", "status"),
    "analisa": ("approved", "C V D", "C rows", "", "C V D", "rows", "", "status"),
    "lapor": ("V D C", "E C V D", "result", "result", "V D", "result", "result", "status"),
    "arsip": ("V D", "V D", "result D", "result D", "V D", "result D", "result D", "status"),
}
_ROLL_UP = ("status", "status", "rows", "", "E C V D", "rows", "", "status")

TABLE = {
    "collection.pengumpulan": {
        **_BEGINNING,
        "dokumen": ("V", "C V D", "V", "V", "E C V D", "", "", "V"),
        "penyiapan": ("V", "C V D", "", "", "E C V D", "", "", "V"),
        "distribusi": ("V", "V D", "V D", "", "E C V D", "V D", "", "V"),
        "pengisian": ("status", "status", "E C V D", "", "C V D", "E C V D", "", "status"),
        "rekap": _ROLL_UP,
        **_END,
    },
    "measurement.pengukuran": {
        **_BEGINNING,
        "metodologi": ("V", "C V D", "V", "V", "E C V D", "", "", "V"),
        "pengukuran": _ROLL_UP,
        "rekap": _ROLL_UP,
        **_END,
    },
}
SEEING = {"V", "status", "rows", "result"}


def rights(by, run, key) -> set[str]:
    """The letters that the office `by` has on the row `key` of `run` at this moment."""
    case = run.case
    if by.instansi_id != case.instansi_id or not by.of(case):
        return set()
    column = _column(by, run)
    row = TABLE.get(case.label, {}).get(key)
    if row is None or column not in _COLUMNS:
        return set()
    letters = set(row[_COLUMNS.index(column)].split())
    if "approved" in letters:
        letters.discard("approved")
        letters |= {"V"} if case.past("analisa") else set()
    if "result" in letters and not case.past("analisa"):
        letters = set()
    return letters


def _column(by, run) -> str:
    if by.role not in (Role.BIDANG, Role.STAF):
        return by.role
    units = {run.unit_id} if getattr(run, "unit_id", None) else run.case.units()
    return f"{by.role} {'own' if by.unit_id in units else 'other'}"


def may(by, letter, run, key) -> bool:
    return letter in rights(by, run, key)


def sees(offices, run, key) -> set[str]:
    """In which ways these offices together see the row: a part of SEEING; empty = 404."""
    return {way for by in offices for way in rights(by, run, key)} & SEEING


def opens(offices, run, paper) -> bool:
    """Whether one of these offices may open this paper of `run` (the topmost run of its case)."""
    return any(_opens(by, run, paper) for by in offices)


def _opens(by, run, paper) -> bool:
    own = by.role in (Role.BIDANG, Role.STAF)
    if own and paper.unit_id and paper.unit_id != by.unit_id:
        return False
    if own and run.finished and "D" in rights(by, run, "arsip"):
        return bool(paper.unit_id) or paper.kind_key in {k.key for k in run.results}
    granted = rights(by, run, run.row_of(paper))
    return "D" in granted and "result" not in granted
