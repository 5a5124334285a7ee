"""What a page asks the database: as much for a small run as for a large one, whatever went back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .collected import inputs
from .promise import ROWS, make_promise
from .returned import give_back, hand_in_again, isian
from .walk import do, start, to

pytestmark = pytest.mark.django_db
# of each page, the person and the frame with it
QUERIES = {"periksa": 13, "rekap": 19, "analisa": 20}


def many(count) -> list[tuple]:
    """The rows of the promise over and over, each under a code of its own."""
    first, more = ROWS, range(len(ROWS), count)
    return [*first, *((f"IKK-{n}", *ROWS[n % len(ROWS)][1:]) for n in more)]


def asked(browser, url) -> int:
    """The queries of a page that this person has before them, loaded once more."""
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("indicators", [5, 25])
def test_a_reviewer_waits_no_longer_for_more_indicators_or_another_return(
    instansi, units, people, signed_in, indicators
):
    make_promise(instansi, units, rows=many(indicators))
    tim, sekretaris = signed_in(people.tim), signed_in(people.sekretaris)
    run = to(start(people), people, "rekap")
    url = f"/pengumpulan/{run.pk}"
    tim.get(f"{url}/rekap/?isian=semua")
    run = to(run, people, "analisa")
    sekretaris.get(f"{url}/analisa/?isian=semua")
    for back, value in enumerate((79, 78), 1):
        run = give_back(run, people, "IKU-1", "IKK-1")
        form = hand_in_again(run, people.staf, people.bidang, IKU_1={"pembilang": value})
        found = {"periksa": asked(tim, form.get_absolute_url())}
        do(form, "periksa", people.tim)
        found["rekap"] = asked(tim, f"{url}/rekap/")
        run = to(run, people, "analisa")
        found["analisa"] = asked(sekretaris, f"{url}/analisa/")
        assert found == QUERIES, f"after {back} returns"


@pytest.mark.parametrize("indicators", [5, 25])
def test_a_reviewer_who_has_marked_much_waits_no_longer(
    instansi, units, people, signed_in, indicators
):
    make_promise(instansi, units, rows=many(indicators))
    run = to(start(people), people, "analisa")
    sekretaris, url = signed_in(people.sekretaris), f"/pengumpulan/{run.pk}/analisa/"
    before, name = asked(sekretaris, url), "form_evaluasi-tanda"
    marks = {f"{name}-u": str(people.bidang_lain.unit_id)}
    marks |= {f"{name}-p-{isian(run, kode).pk}": "kembalikan" for kode in ("IKU-1", "IKK-1")}
    sekretaris.post(url, inputs(sekretaris.get(url)) | marks | {"verb": ""})
    assert asked(sekretaris, url) == before + 1, "who fills the forms that would open"
