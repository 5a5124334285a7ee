"""What a Record says, as a sentence for people: "Sekretaris menyetujui laporan hasil ..."."""

from django.apps import apps

from sakip.lib import tanggal

from .step import FINISHED, REOPEN, RETURN

BEGUN = "mulai"


def deed_in_words(record, run) -> str:
    """ "Sekretaris (Nama) menerbitkan notulen, 8 Oktober 2026, 10.32." """
    moment = tanggal.moment(record.on, run.instansi.zona)
    return f"{record.capacity} ({record.user}) {verb_in_words(record, run)}, {moment}."


def verb_in_words(record, run) -> str:
    """What was done, in the words of the row's own button: "menerbitkan notulen".

    `run` is the topmost run of the case; the Record may be of one of its children.
    """
    if record.verb == BEGUN:
        return f"membuka {run}"
    procedure = apps.get_model(record.object_label)
    if record.verb == RETURN:
        return _returned(record, procedure)
    if record.verb == REOPEN:
        return f"membuka kembali {noun(procedure)} untuk dilengkapi"
    if record.verb in procedure.acts:
        return active_sentence(procedure.acts[record.verb].button, noun(procedure))
    row = next((s for s in procedure.sop if s.key == record.verb), None)
    if row is None:
        return f"melakukan {record.verb}"
    if row.carried_by:
        return f"menyelesaikan langkah {row.number}"
    return active_sentence(row.button, _object(procedure, row))


def _returned(record, procedure) -> str:
    items = len(record.data.get("items", ()))
    what = f"{items} isian" if items else noun(procedure)
    row = next((s for s in procedure.sop if s.key == record.target), None)
    if row is None or record.target == FINISHED:
        return f"mengembalikan {what} untuk dilengkapi sesuai arahan"
    where = f"kepada {row.actors}" if procedure.parent_field else f"ke langkah {row.number}"
    return f"mengembalikan {what} {where} untuk dilengkapi sesuai arahan"


def noun(procedure) -> str:
    """What a procedure is about, within a sentence: "pengumpulan data kinerja", "formulir"."""
    return getattr(procedure, "work", "") or procedure.title.lower()


def _object(procedure, row) -> str:
    """What the deed was done to, where the button says no more than the verb."""
    if row.back_to and row.gives and not procedure.parent_field:
        return row.gives[0].name
    return noun(procedure)


def active_sentence(button: str, thing: str) -> str:
    """ "Setujui" -> "menyetujui laporan ..."; "Terbitkan notulen" -> "menerbitkan notulen"."""
    verb, _, rest = button.partition(" ")
    return f"{active(verb.lower())} {rest or thing}".rstrip()


# The prefix meN- takes the shape of the verb's first sound, and swallows p, t, s and k.
_PREFIXES = (
    (("per",), "mem", 0),  # perpanjang, perbaiki: per- is a prefix itself and stays
    (("ny", "ng", "m", "n", "l", "r", "w", "y"), "me", 0),
    (("b", "f", "v"), "mem", 0),
    (("d", "j", "c", "z"), "men", 0),
    (("p",), "mem", 1),
    (("t",), "men", 1),
    (("sy", "st", "sk"), "men", 0),
    (("s",), "meny", 1),
    (("k",), "meng", 1),
    (("a", "e", "i", "o", "u", "g", "h"), "meng", 0),
)
_ROOTS = ("perintah", "periksa", "percaya")  # begin with per- without being formed by it


def active(verb: str) -> str:
    """The active form of an imperative: "setujui" -> "menyetujui", "perpanjang" -> "memperpanjang"."""
    for sounds, prefix, swallowed in _PREFIXES:
        if verb.startswith(sounds) and not ("per" in sounds and verb.startswith(_ROOTS)):
            return prefix + verb[swallowed:]
    return verb
