"""What a Record says, as a sentence for people."""

from sakip.lib import tanggal

from .step import REOPEN, RETURN


def deed_in_words(record, run) -> str:
    """ "Sekretaris (Nama) menyelesaikan langkah 10, 8 Oktober 2026, 10.32 WITA." """
    moment = tanggal.moment(record.on, run.instansi.zona)
    return f"{record.capacity} ({record.user}) {verb_in_words(record, run)}, {moment}."


def verb_in_words(record, run) -> str:
    numbers = {s.key: s.number for s in run.sop}
    if record.verb == "mulai":
        return f"membuka {run}"
    if record.verb == RETURN:
        return f"mengembalikan ke langkah {numbers.get(record.target, '')}"
    if record.verb == REOPEN:
        return "membuka kembali formulir"
    if record.verb in run.acts:
        return run.acts[record.verb].button.lower() or record.verb
    return f"menyelesaikan langkah {numbers.get(record.verb, '')}"
