"""Files that people bring in and take out: kept under their hash, handed out by one function."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import FileResponse, Http404
from django.shortcuts import render

from sakip.lib import tanggal
from sakip.trail.models import Kind as Trail
from sakip.trail.note import note

from . import contents, store
from .models import Berkas, Paper

NAME_LENGTH = 120
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class Made:
    """A file made this moment for this reader, as a report in XLSX is; nothing of it is kept."""

    nama: str
    jenis: str
    content: bytes


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Lets no more onto the disk than may be kept: what comes beyond is counted and thrown away.

    The file then says its true size, and contents.check refuses it with the limit in words.
    """

    limit = contents.EVIDENCE_LIMIT

    def receive_data_chunk(self, raw_data, start):
        if start <= self.limit:
            super().receive_data_chunk(raw_data, start)


def keep(
    file,
    *,
    instansi,
    user,
    allow: tuple[contents.Content, ...] = contents.EVIDENCE,
    limit: int = contents.EVIDENCE_LIMIT,
) -> Berkas:
    """Keep an uploaded file for ever under its hash; the same content is stored once an instansi.

    Call it before the door that uses the Berkas, not within it: what the door then refuses leaves
    a kept file that nothing names, never a name without its file. Raises ValidationError with the
    sentence for the form (wrong content, too big, disk full); then nothing is left.
    """
    kind = contents.check(file, allow=allow, limit=limit)
    sha256, nama = sha256_of(file), clean_name(str(file.name), kind.endings[0])
    there = Berkas.objects.filter(instansi=instansi, sha256=sha256)
    berkas = there.filter(nama=nama).first() or Berkas(
        instansi=instansi,
        sha256=sha256,
        nama=nama,
        jenis=kind.mime,
        ukuran=file.size,
        user=user,
        on=tanggal.now(),
    )
    path = Berkas._meta.get_field("file").generate_filename(berkas, nama)
    new = store.put(path, file)  # also where it is known: a lost file is healed
    if berkas.pk is None:
        berkas.file.name = path
        try:
            berkas.save()
        except BaseException:
            if new and not there.exists():
                default_storage.delete(path)
            raise
    return berkas


def sha256_of(file) -> str:
    """The hash of a file's whole content; afterwards it stands at its beginning again."""
    seen = hashlib.sha256()
    file.seek(0)
    while piece := file.read(store.PIECE):
        seen.update(piece)
    file.seek(0)
    return seen.hexdigest()


def clean_name(name: str, ending: str = "") -> str:
    """A name to show and to send: no path, no control or direction signs, one line, of fair length."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in name)
    name = re.sub(r'[<>:"|?*\s]+', " ", name).strip().rstrip(" .")
    path = PurePath(f"berkas{name}" if name[:1] in (".", "") else name)
    suffix = path.suffix or (f".{ending}" if ending else "")
    stem = path.name.removesuffix(path.suffix).strip(" .") or "berkas"
    return stem[: NAME_LENGTH - len(suffix)].rstrip() + suffix


def paper_name(paper: Paper) -> str:
    """ "Nota Dinas 800-017-BKPSDM-X-2026 rev. 1.pdf"."""
    parts = [paper.judul or paper.kind.name, paper.nomor.replace("/", "-"), paper.revision_words]
    return clean_name(" ".join(filter(None, parts)) + ".pdf", "pdf")


def serve(request, thing: Berkas | Paper | Made):
    """Hand out a file: the only way a file leaves the house. Who may have it, the caller has asked.

    Always as a download that no browser runs, kept by no cache, noted in the log with its hash.
    A file that is no longer what was kept is not given (503). 404: a paper without a file.
    """
    if isinstance(thing, Paper) and thing.berkas_id:
        thing = thing.berkas
    handle, sha256, name, mime = _opened(thing)
    if handle is None:
        return _damaged(request, thing, name)
    instansi = getattr(thing, "instansi", None) or request.instansi
    if request.method != "HEAD":
        note(
            Trail.DOWNLOAD,
            instansi=instansi,
            user=request.user,
            obj=None if isinstance(thing, Made) else thing,
            data={"nama": name, "sha256": sha256},
        )
    response = FileResponse(handle, as_attachment=True, filename=name, content_type=mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "no-store, private"
    return response


def _opened(thing):
    """(open file, its hash, name, media type); no file where the content is not what was kept."""
    if isinstance(thing, Made):
        return (
            BytesIO(thing.content),
            hashlib.sha256(thing.content).hexdigest(),
            clean_name(thing.nama),
            thing.jenis,
        )
    if isinstance(thing, Paper):
        if not thing.file:
            raise Http404
        promised, name, mime = thing.file_hash, paper_name(thing), contents.PDF.mime
    else:
        promised, name, mime = thing.sha256, thing.nama, thing.jenis
    try:
        handle = thing.file.open("rb")
    except OSError:
        return None, promised, name, mime
    if sha256_of(handle) != promised:
        handle.close()
        return None, promised, name, mime
    return handle, promised, name, mime


def _damaged(request, thing, name):
    note(
        Trail.REFUSED,
        instansi=thing.instansi,
        user=request.user,
        obj=thing,
        note="Berkas tidak sama dengan yang disimpan; tidak diberikan.",
        data={"nama": name},
    )
    return render(request, "papers/rusak.html", {"name": name}, status=503)
