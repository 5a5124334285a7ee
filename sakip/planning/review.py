"""A Perjanjian Kinerja looked through: all it promises, what is missing, what stands in its way."""

from __future__ import annotations

from functools import cached_property

from sakip.lib.angka import rupiah

from .checks import Finding, about_entry, about_targets, about_weights, gathered
from .dictionary import Indikator
from .method import house_scale
from .promise import Anggaran, PerjanjianKinerja, Target
from .targets import promised
from .tree import Node

PARTIES = {"pihak_pertama": "Pihak pertama", "pihak_kedua": "Pihak kedua"}


class Review:
    """All of one Perjanjian Kinerja in a handful of queries, however long it is."""

    def __init__(self, pk: PerjanjianKinerja):
        self.pk = pk

    @cached_property
    def targets(self) -> list[Target]:
        held = Target.objects.filter(instansi=self.pk.instansi_id, pk_versi=self.pk)
        return list(
            held.select_related("indikator__node", "indikator__unit", "indikator__skala")
            .prefetch_related("periods")
            .order_by("indikator__urut", "indikator__kode")
        )

    @cached_property
    def budget(self) -> list[Anggaran]:
        lines = Anggaran.objects.filter(instansi=self.pk.instansi_id, pk_versi=self.pk)
        return list(lines.select_related("node__unit").order_by("node__kode", "node__nama"))

    @cached_property
    def not_promised(self) -> list[Indikator]:
        """Indicators in force on the same tree that this promise says nothing of."""
        every = Indikator.objects.filter(
            instansi=self.pk.instansi_id, node__renstra=self.pk.renstra_id, status="berlaku"
        )
        return list(every.exclude(targets__pk_versi=self.pk).only("kode"))

    @property
    def total(self) -> int:
        """The budget of the programs; of the kegiatan where no program has one."""
        programs = [a.pagu for a in self.budget if a.node.level == Node.Level.PROGRAM]
        return sum(programs or [a.pagu for a in self.budget])

    @cached_property
    def findings(self) -> list[Finding]:
        return [*self._parties(), *self._targets(), *self._money()]

    @property
    def blockers(self) -> list[Finding]:
        return [f for f in self.findings if f.blocks]

    @property
    def warnings(self) -> list[Finding]:
        return [f for f in self.findings if not f.blocks]

    def _parties(self) -> list[Finding]:
        found = []
        for key, label in PARTIES.items():
            said = getattr(self.pk, key)
            lacking = [word for word in ("nama", "jabatan") if not said.get(word)]
            if lacking:
                found.append(Finding(f"{label}: {' dan '.join(lacking)} belum diisi.", blocks=True))
        return found

    def _targets(self) -> list[Finding]:
        if not self.targets:
            return [Finding("Belum ada target. Isi target, atau impor dari berkas.", blocks=True)]
        scale = house_scale(self.pk.instansi)
        each = [
            (t.indikator.kode, finding)
            for t in self.targets
            for finding in [
                *about_targets(t.indikator, promised(t), self.pk.tahun),
                *_state(t.indikator),
                *about_entry(t.indikator, scale),
            ]
        ]
        found = sorted(gathered(each), key=lambda f: not f.blocks)
        found += about_weights(
            t.indikator for t in self.targets if t.indikator.node.level == Node.Level.SASARAN
        )
        if self.not_promised:
            text = "Berlaku tetapi tidak dijanjikan dalam Perjanjian Kinerja ini."
            found.append(Finding(text).about(*(i.kode for i in self.not_promised)))
        return found

    def _money(self) -> list[Finding]:
        if not self.budget:
            return [Finding("Anggaran program belum diisi.")]
        found = [
            Finding(f"Anggaran {a.node}: unit penanggung jawabnya belum ditentukan, jadi tidak "
                    "ada yang mengisi realisasinya.")
            for a in self.budget if a.node.unit_id is None
        ]  # fmt: skip
        for program in self.budget:
            parts = [a.pagu for a in self.budget if a.node.parent_id == program.node_id]
            if parts and sum(parts) != program.pagu:
                found.append(
                    Finding(
                        f"Anggaran {program.node}: {rupiah(program.pagu)}, sedangkan jumlah di "
                        f"bawahnya {rupiah(sum(parts))}."
                    )
                )
        return found


def _state(one: Indikator) -> list[Finding]:
    if one.status == Indikator.Status.BERLAKU:
        return []
    word = one.get_status_display().lower()
    return [Finding(f"masih {word}, belum ditanyakan dalam formulir." if word == "draf"
                    else f"{word}, tidak ditanyakan dalam formulir.")]  # fmt: skip
