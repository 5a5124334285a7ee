"""What of a file is already there: places of the tree and entries of the dictionary, by name."""

from __future__ import annotations

import re

from .dictionary import Indikator
from .import_columns import norm
from .import_rows import Line, NodePlan, Places
from .tree import Node

PREFIX = {"tujuan": "IKU", "sasaran": "IKU", "program": "IKP"}


class Matcher:
    """Knows every node of the Renstra and every entry of the instansi: two queries a file."""

    def __init__(self, upload, places: Places):
        self.notes: list[str] = []
        nodes = Node.objects.filter(instansi=upload.instansi_id, renstra=upload.renstra_id)
        self.nodes: dict[tuple[str, str], list[Node]] = {}
        for node in nodes:
            self.nodes.setdefault((node.level, norm(node.nama)), []).append(node)
        entries = Indikator.objects.filter(instansi=upload.instansi_id).select_related(
            "node", "skala"
        )
        self.entries: dict[str, list[Indikator]] = {}
        self.codes: dict[str, Indikator] = {}
        for entry in entries:
            self.entries.setdefault(norm(entry.nama), []).append(entry)
            self.codes[entry.kode.casefold()] = entry
        self.given = set(self.codes)
        for place in places.nodes:
            place.existing = self.node(place)

    def node(self, place: NodePlan) -> Node | None:
        """The node of that level and name; of several that with the same code."""
        same = self.nodes.get((place.level, norm(place.nama)), [])
        coded = [n for n in same if n.kode and n.kode == place.kode]
        return (coded or same or [None])[0]

    def entry(self, line: Line) -> Indikator | None:
        """The entry of that name; of several that at the same place. Ended ones are left alone."""
        same = [e for e in self.entries.get(line.join, []) if e.status != "berhenti"]
        node = line.node and line.node.existing
        here = [e for e in same if node and e.node_id == node.pk]
        return (here or same or [None])[0]

    def code_for(self, jenis: str) -> str:
        """The next free code of its kind: IKU-4."""
        used = [int(m[1]) for kode in self.given
                if (m := re.fullmatch(rf"{jenis.casefold()}-(\d{{1,6}})", kode))]  # fmt: skip
        kode = f"{jenis}-{max(used, default=0) + 1}"
        self.given.add(kode.casefold())
        return kode


def jenis_of(level: str) -> str:
    return PREFIX.get(level, "IKK")
