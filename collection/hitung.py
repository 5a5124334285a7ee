"""The capaian of a row as its form previews it; the measurement itself computes from what was approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from measurement.capaian import Capaian, capaian, tanpa_angka
from measurement.kept import target_of
from measurement.metode import Metode, Nilai, Target
from measurement.tiga import TigaCapaian, tiga_capaian
from measurement.ukur import targets_by
from sakip.planning.periods import Period

APPROVED = ("lapor", "arsip", "selesai")  # the rows behind `analisa`
LAMPS = {
    "tercapai": ("hijau", "Tercapai"),
    "mendekati": ("kuning", "Mendekati"),
    "belum": ("merah", "Belum tercapai"),
}
NOT_DUE, NOT_REPORTED = tanpa_angka("belum_jatuh_tempo"), tanpa_angka("belum_dilaporkan")
Earlier = Mapping[int, Mapping[str, Nilai]]


def is_due(metode: Metode, said: Mapping, period: Period) -> bool:
    """Whether something was promised for `period` (domain 1.13); where nothing was said, it is asked.

    said: the targets as Isian.target keeps them.
    """
    targets = targets_by(metode, said["periode"], period)
    due = {code for code, t in targets.items() if _stands(metode, t)}
    if due:
        return period.code in due
    year = said["tahun"]
    if not (year["nilai"] or year["bawah"] or year["teks"]):
        return True
    return period.last_month == 12  # no period has a target: the year's own falls due at its end


def _stands(metode: Metode, target: Target) -> bool:
    return not target.kosong(metode) and (metode.nihil or not target.nol(metode))


def target_now(isian) -> Target:
    """What was promised for the row's own period; blank where nothing was."""
    period = isian.period
    if said := isian.target["periode"].get(period.code):
        return target_of(said)
    metode = isian.metode
    targets = targets_by(metode, isian.target["periode"], period)
    if period.last_month == 12 and not any(_stands(metode, t) for t in targets.values()):
        return target_of(isian.target["tahun"])
    return targets.get(period.code, Target())


def value_now(isian) -> Nilai:
    return Nilai(isian.nilai, isian.pembilang, isian.penyebut, isian.teks, isian.keadaan)


def earlier_values(run, indikator_ids: Iterable[int]) -> Earlier:
    """{indikator: {period code: value}} of the approved runs before `run` in its year; one query.

    The rows of an approved run are closed for ever and equal its snapshot.
    """
    from .isian import Isian

    codes, wanted = [p.code for p in run.period.so_far()[:-1]], list(indikator_ids)
    found: dict[int, dict[str, Nilai]] = defaultdict(dict)
    if not codes or not wanted:
        return found
    rows = Isian.objects.filter(
        instansi_id=run.instansi_id,
        indikator_id__in=wanted,
        bulan="",
        formulir__run__periode__in=codes,
        formulir__run__at__in=APPROVED,
    ).order_by("formulir__run__revisi")
    columns = ("nilai", "pembilang", "penyebut", "teks", "keadaan")
    for pk, code, *value in rows.values_list("indikator_id", "formulir__run__periode", *columns):
        found[pk][code] = Nilai(*value)
    return found


def tiga(isian, earlier: Earlier | None = None) -> TigaCapaian:
    """The three figures of a row: its own value with what was approved before it in the year."""
    period = isian.period
    values = {**(earlier or {}).get(isian.indikator_id, {}), period.code: value_now(isian)}
    return tiga_capaian(
        isian.metode,
        targets_by(isian.metode, isian.target["periode"], period),
        target_of(isian.target["tahun"]),
        values,
        [p.code for p in period.so_far()],
        sebut=lambda code: str(Period(code)),
    )


def adds_up(kamus: Mapping) -> bool:
    """Whether a period's target holds the earlier ones while its value does not."""
    return kamus["gaya_target"] == "posisi" and kamus["akumulasi"] == "jumlah"


def preview(isian, earlier: Earlier | None = None) -> Capaian:
    """The capaian of the period as it is being filled in: its own value against its own target.

    The figures up to the period, which judge, are the measurement's.
    """
    if not isian.jatuh_tempo:
        return NOT_DUE
    if isian.keadaan == "belum_dilaporkan":
        return NOT_REPORTED
    if adds_up(isian.kamus):
        return tiga(isian, earlier).sampai_dengan
    return capaian(isian.metode, target_now(isian), value_now(isian))
