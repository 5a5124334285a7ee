"""The rows of a form's grid as ready-made HTML: a page of forty costs no template of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString

from sakip.lib import tanggal
from sakip.lib.angka import NOTHING
from sakip.lib.markup import ikon, lampu, lencana

from . import banding, cells, percakapan, words
from .butir import Butir
from .hitung import LAMPS, adds_up, target_now
from .isian import Bukti
from .rekap import Row
from .typed import mark, shown_figures, shown_texts

FEW = 3  # pieces of evidence named in a cell; the rest is a click away
LONG = 110  # characters of a note in a locked row


@dataclass
class Line:
    """One row of the grid: what stands in it, who may do what with it, what was typed."""

    row: Row
    url: str  # of the form
    editable: bool = False
    review: Mapping | None = None  # Tim SAKIP gives verdicts: what it marked so far
    downloads: bool = False
    butir: Butir | None = None  # the return that waits for an answer
    returns: int = 0  # how often it was returned before that one
    texts: bool = False  # reasons, factors, plan and evidence are open below it
    raw: Mapping | None = None  # as posted, where it was not saved
    faults: cells.Faults = field(default_factory=dict)
    judging: bool = False  # returned, answered, handed in: it waits for its verdict
    notes: list[int] | None = None  # threads of comments on it, and the open ones
    since: str = ""  # the badge of what changed since Tim SAKIP last saw it

    @property
    def isian(self):
        return self.row.isian

    @property
    def id(self) -> str:
        return f"r{self.isian.pk}"


def html(lines: list[Line]) -> SafeString:
    return SafeString("".join(part for line in lines for part in _row(line)))


def _row(line):
    isian, pk = line.isian, line.isian.pk
    told = line.butir and (line.editable or line.review is not None)
    status = ' data-status="dikembalikan"' if told else ""
    locked = "" if line.editable else ' class="terkunci"'
    yield f'<tr role="row" id="b{pk}"{status}{locked}>{_name(line)}{_target(line)}'
    yield _figures(line) if line.editable and not isian.terkunci else _fixed_figures(line)
    yield f'<td role="cell" class="n" data-label="Capaian">{capaian_cell(line.row)}</td>'
    narrow = "" if line.editable or line.review is not None else " sembunyi-sempit"
    yield f'<td role="cell" class="{narrow.strip()}" data-label="Bukti">{_evidence(line)}</td>'
    last = "Catatan" if line.review is None else "Pemeriksaan"
    yield f'<td role="cell" class="catatan{narrow}" data-label="{last}">{_note(line)}{_notes(line)}</td></tr>'
    if told:
        yield _answer(line)
    if line.texts and line.editable:
        yield texts_row(line)


def _name(line) -> str:
    isian = line.isian
    title = f"{escape(isian.nama)}" + (f", {escape(str(isian.period))}" if isian.bulan else "")
    bold = f"<b>{title}</b>" if line.editable else title
    return (
        f'<th role="rowheader" scope="row" id="{line.id}"><span class="sel-kepala">'
        f'<a class="kode" href="{line.url}isian/{isian.pk}/">{escape(isian.sebutan)}</a>'
        f"{_badge(line)}</span>{bold}{_words_of_unit(line)}{line.since}</th>"
    )


def _words_of_unit(line) -> str:
    """What the unit wrote, where its column holds the verdict: nobody judges a state unexplained."""
    if line.review is None or not line.row.note:
        return ""
    return f'<span class="pasti">“{escape(_short(line.row.note))}”</span>'


def _badge(line) -> str:
    if line.butir and line.isian.terbuka:
        if line.butir.jawaban:
            return lencana("biru", "Sudah dijawab", "reply")
        return lencana("kuning", "Belum dijawab", "circle")
    if line.isian.terkunci:
        return lencana("abu", "Dibawa dari bulan", "lock-fill")
    if line.judging:
        return lencana("biru", "Menunggu putusan", "hourglass-split")
    if not line.isian.terbuka:
        return lencana("abu", "Diterima", "lock-fill")
    return ""


def _target(line) -> str:
    isian = line.isian
    said = words.target_words(target_now(isian), isian.kamus)
    return f'<td role="cell" class="n" data-label="Target">{_with_unit(said, isian.kamus)}</td>'


def _with_unit(said: str, kamus) -> str:
    """A figure with its percent sign, or its unit in small letters below."""
    if words.is_percent(kamus) or said == NOTHING or kamus["polaritas"] == "predikat":
        return f'<span class="nilai">{escape(words.with_unit(said, kamus))}</span>'
    unit = escape(kamus["satuan"])
    return f'<div><span class="nilai">{escape(said)}</span><span class="pasti">{unit}</span></div>'


# -- what the unit says -------------------------------------------------------------------------


def _figures(line) -> str:
    """Inputs of the row, with the mark that tells whether they were touched."""
    isian, pk, row = line.isian, line.isian.pk, line.id
    shown = shown_figures(isian)
    at = {n: (line.raw or {}).get(f"{n}-{pk}", value) for n, value in shown.items()}
    options = cells.STATE_OPTIONS
    if isian.is_predicate:
        options = [o for o in options if o[0] != words.NIHIL]
    marked = (line.raw or {}).get(f"m-{pk}") or mark(isian.version, shown)
    state = cells.select(f"k-{pk}", at["k"], options, f"c-k {row}", line.faults)
    parts = '<td role="cell" class="n"></td><td role="cell" class="n"></td>'
    if isian.has_parts and not isian.is_predicate:
        parts = "".join(
            f'<td role="cell" class="n" data-label="{label}">'
            f"<div>{cells.figure_input(f'{n}-{pk}', at[n], f'c-{n}', row, line.faults)}</div></td>"
            for n, label in (("a", "Pembilang"), ("b", "Penyebut"))
        )
        result = result_cell(line.row)
    elif isian.is_predicate:
        ladder = [("", "Pilih"), *((name, name) for name, _ in isian.kamus["jenjang"])]
        result = cells.select(f"t-{pk}", at["t"], ladder, f"c-n {row}", line.faults)
    else:
        result = cells.figure_input(f"n-{pk}", at["n"], "c-n", row, line.faults)
    return (
        f'<td role="cell" data-label="Keadaan"><div>{cells.hidden(f"m-{pk}", marked)}{state}</div></td>'
        f'{parts}<td role="cell" class="n" data-label="Realisasi"><div>{result}</div></td>'
    )


def _fixed_figures(line) -> str:
    """The same as text: a locked row holds no disabled inputs."""
    isian, row = line.isian, line.row
    parts = '<td role="cell" class="n"></td><td role="cell" class="n"></td>'
    if isian.pembilang is not None and isian.penyebut is not None:
        parts = "".join(
            f'<td role="cell" class="n sembunyi-sempit" data-label="{label}">'
            f'<span class="nilai">{words.bare(value)}</span></td>'
            for label, value in (("Pembilang", isian.pembilang), ("Penyebut", isian.penyebut))
        )
    result = isian.teks if isian.is_predicate else words.plain(isian.nilai, isian.kamus)
    return (
        f'<td role="cell" data-label="Keadaan"><span class="nilai">{row.state_words}</span></td>'
        f'{parts}<td role="cell" class="n" data-label="Realisasi">'
        f'<span class="nilai">{escape(result)}</span></td>'
    )


def result_cell(row: Row) -> str:
    """What pembilang and penyebut come to; a piece of its own, because it follows the typing."""
    isian = row.isian
    shown = (
        f"<b>{words.plain(isian.nilai, isian.kamus)}</b>" if isian.nilai is not None else NOTHING
    )
    parts = row.parts.replace(" / ", " ÷ ")
    small = f'<span class="pasti">{parts}</span>' if parts else ""
    return f'<div id="hr{isian.pk}"><span class="nilai">{shown}</span>{small}</div>'


def capaian_cell(row: Row) -> str:
    """The capaian up to this period, with its lamp; what was not judged says why."""
    return f'<div id="hc{row.isian.pk}">{_capaian(row)}</div>'


def _capaian(row: Row) -> str:
    said = row.capaian
    if row.isian.bulan or said.status == "belum_dilaporkan":
        return f'<span class="nilai">{NOTHING}</span>'
    small = ""
    if adds_up(row.isian.kamus):
        small = f'<span class="pasti">s.d. periode {escape(row.sampai)}</span>'
    if said.lampu is None:
        figure = "" if said.reported is None else f"<b>{row.capaian_words}</b> "
        return f'<span class="nilai">{figure}{escape(row.lamp[1])}</span>{small}'
    figure = (
        "" if said.reported is None else f'<span class="nilai"><b>{row.capaian_words}</b></span>'
    )
    return f"{figure}{lampu(*LAMPS[said.lampu])}{small}"


def _evidence(line) -> str:
    return f"<div>{evidence_cell(line)}{_opener(line, 'Tambah bukti', 'paperclip')}</div>"


def evidence_cell(line) -> str:
    """What lies beside the value; a piece of its own, because it follows a link that was typed."""
    pieces = line.row.evidence
    said = "".join(_piece(line, b) for b in pieces[:FEW])
    if len(pieces) > FEW:
        url = f"{line.url}isian/{line.isian.pk}/#bukti"
        said += f'<a class="kecil" href="{url}">{len(pieces) - FEW} bukti lagi</a>'
    if not pieces:
        lacking = line.isian.kamus["bukti_wajib"] and line.editable and not line.isian.terkunci
        word = "Belum ada, wajib" if lacking else "Belum ada" if line.editable else NOTHING
        said = f'<span class="nilai nada">{word}</span>'
    return f'<div id="hb{line.isian.pk}">{said}</div>'


def _piece(line, bukti: Bukti) -> str:
    name = escape(str(bukti))
    new = " · baru" if bukti.round == line.isian.formulir.round > 1 else ""
    if bukti.tautan:
        link = f'<a href="{escape(bukti.tautan)}" rel="noopener noreferrer">{name}</a>'
        return f'<span class="nilai">{link}</span><span class="pasti">tautan{new}</span>'
    if line.downloads:
        name = f'<a href="{line.url}bukti/{bukti.pk}/">{name}</a>'
    size = f"{max(bukti.berkas.ukuran // 1000, 1)} kB"
    return f'<span class="nilai">{name}</span><span class="pasti">{size}{new}</span>'


def _opener(line, word, icon) -> str:
    """Saves the page and opens what stands below the row; with script it opens at once."""
    if not line.editable or line.texts:
        return ""
    pk = line.isian.pk
    return (
        f'<button class="btn btn-teks btn-sm" name="rinci" value="{pk}" '
        f'hx-get="{line.url}isian/{pk}/baris/" hx-target="#b{pk}" hx-swap="afterend" '
        f'hx-trigger="click once">{ikon(icon)}<span>{word}</span><span class="visually-hidden"> '
        f"{escape(line.isian.sebutan)}</span></button>"
    )


def _note(line) -> str:
    if line.review is not None:
        return cells.verdict("periksa", line.isian, line.review)
    if not line.editable:
        return f'<span class="nilai">{escape(_short(line.row.note))}</span>'
    hint = _hint(line)
    small = f'<span class="pasti">{escape(hint)}</span>' if hint else ""
    return f"<div>{_opener(line, 'Faktor dan rencana', 'pen')}{small}</div>"


def _short(note: str) -> str:
    return note if len(note) <= LONG else note[:LONG].rsplit(" ", 1)[0] + " …"


def _notes(line) -> str:
    return percakapan.link(f"{line.url}isian/{line.isian.pk}/", line.isian.sebutan, line.notes)


def _hint(line) -> str:
    """What the unit would do well to write, or has written."""
    isian, row = line.isian, line.row
    if row.state not in (words.ADA, words.NIHIL, words.BELUM_JATUH_TEMPO) and not isian.alasan:
        return "" if isian.version == 0 else "Alasan belum ditulis"
    if row.capaian.tercapai is False and not (isian.penghambat.strip() and isian.rencana.strip()):
        return "Hambatan dan rencana belum ditulis"
    return "Sudah ditulis" if any(shown_texts(isian).values()) else ""


# -- below a row --------------------------------------------------------------------------------


def _answer(line) -> str:
    """The reason of the return beside the answer of the unit."""
    butir, isian = line.butir, line.isian
    on, zone = butir.pengembalian.on, isian.formulir.instansi.zona
    old = words.value_words(butir.nilai_lama, isian.kamus)
    same = ", tidak berubah" if words.value_words(_now(isian), isian.kamus) == old else ""
    more = f" · dikembalikan {line.returns + 1} kali" if line.returns else ""
    name = f"jw-{butir.pk}"
    answer = (line.raw or {}).get(name, butir.jawaban)
    if line.editable:
        marked = (line.raw or {}).get(f"mj-{butir.pk}") or mark(
            butir.version, {"jw": butir.jawaban}
        )
        right = cells.hidden(f"mj-{butir.pk}", marked) + cells.text_input(
            name,
            answer,
            "Jawaban unit",
            line.faults,
            must="wajib",
            hint="Tuliskan apa yang diperbaiki atau mengapa angka tetap",
        )
    else:
        right = f'<b class="kecil">Jawaban unit</b><p>{escape(answer) or NOTHING}</p>{_moved(butir, isian)}'
    return (
        '<tr role="row" class="tanggapan"><td role="cell" colspan="9"><div class="tanggapan-isi">'
        f'<div class="kecil"><b>Alasan: {butir.get_jenis_display().lower()}.</b> '
        f'“{escape(butir.alasan)}”<br><span class="nada">{escape(butir.pengembalian.by.capacity)}, '
        f"{tanggal.moment(on, zone)} · nilai putaran {butir.pengembalian.round}: "
        f'<span class="angka">{escape(old)}</span>{same}{more}</span></div>'
        f"<div>{right}</div></div></td></tr>"
    )


def _moved(butir, isian) -> str:
    """Old beside new, for who judges it: figures, words, files."""
    if butir.nilai_baru is None:
        return ""
    said = banding.of(butir, isian.kamus, butir.nilai_lama, butir.bukti_lama)
    lacking = (
        f'<p class="mb-0">{lencana("kuning", "Berubah tanpa bukti baru", "exclamation-triangle-fill")}</p>'
        if said["tanpa_bukti"]
        else ""
    )
    return banding.html(said) + lacking


def _now(isian) -> dict:
    from .isian import value_of

    return value_of(isian)


def texts_row(line) -> str:
    """Reason of the state, factors, plan, and new evidence, open below the row."""
    isian, pk = line.isian, line.isian.pk
    shown = shown_texts(isian)
    at = {n: (line.raw or {}).get(f"{n}-{pk}", value) for n, value in shown.items()}
    marked = (line.raw or {}).get(f"mt-{pk}") or mark(isian.version, shown)
    state = (line.raw or {}).get(f"k-{pk}") or (isian.keadaan if isian.version else words.ADA)
    must = "" if state in (words.ADA, words.NIHIL) else "wajib"
    areas = [
        cells.text_input(f"al-{pk}", at["al"], "Alasan keadaan, catatan", line.faults, must=must),
        cells.text_input(f"ha-{pk}", at["ha"], "Faktor penghambat", line.faults),
        cells.text_input(f"du-{pk}", at["du"], "Faktor pendukung", line.faults),
        cells.text_input(f"re-{pk}", at["re"], "Rencana tindak lanjut", line.faults),
    ]
    raw = line.raw or {}
    proof = [
        cells.line_input(f"bk-{pk}", "", "Bukti: berkas", line.faults, kind="file"),
        cells.line_input(
            f"bt-{pk}", raw.get(f"bt-{pk}", ""), "atau tautan", line.faults, more=' inputmode="url"'
        ),
        cells.line_input(
            f"bn-{pk}", raw.get(f"bn-{pk}", ""), "Nama bukti (boleh kosong)", line.faults
        ),
    ]
    return (
        f'<tr role="row" class="rincian" id="t{pk}"><td role="cell" colspan="9">'
        f"{cells.hidden(f'mt-{pk}', marked)}"
        f'<fieldset><legend class="visually-hidden">Rincian {escape(isian.sebutan)}</legend>'
        f'<div class="rincian-isi">{"".join(areas)}</div>'
        f'<div class="rincian-isi bukti">{"".join(proof)}</div></fieldset></td></tr>'
    )
