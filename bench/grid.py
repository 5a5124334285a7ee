"""A form of 200 rows as it is filled: its pages of 40, a row saved while typing, all of it checked.

python -m bench.grid [ROWS]        Exit status: how many figures are over their limit.
"""

from __future__ import annotations

import re
import sys
import time

from bench.books import set_up, timed

SAVES = 60
LIMITS = {
    "satu halaman, byte": 100_000,
    "simpan satu baris, p95 ms": 200,
    "periksa isian, ms": 2000,
}


def part(page: str, pk: str) -> dict[str, str]:
    """The inputs of one row of the page, as its script sends them."""
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        name, value = (re.search(rf'\b{a}="([^"]*)"', tag) for a in ("name", "value"))
        if name and (name[1] in ("seen", "by") or re.fullmatch(f"(m|a|b|n)-{pk}", name[1])):
            found[name[1]] = value[1] if value else ""
    return found | {f"k-{pk}": "dilaporkan"}


def save(browser, base, user, number) -> float:
    """Seconds of the server for one row saved anew."""
    page = browser.get(f"{base}/").content.decode()
    pk = re.findall(r'name="m-(\d+)"', page)[number % 40]
    posted = part(page, pk) | {"pengguna": user, "kunci": f"{number:032x}"}
    for letter in "abn":
        if f"{letter}-{pk}" in posted:
            posted[f"{letter}-{pk}"] = str(1000 + number if letter == "b" else number + 1)
    began = time.perf_counter()
    answer = browser.post(f"{base}/simpan/", posted)
    took = time.perf_counter() - began
    assert answer.status_code == 200, answer.content
    return took


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    made, browser = set_up(rows)
    base, user = f"/formulir/{made.form}", str(made.staf.user.pk)
    figures = {}
    for number in range(1, -(-rows // 40) + 1):
        took, queries, page = timed(lambda n=number: browser.get(f"{base}/?halaman={n}"))
        print(f"halaman {number}: {1000 * took:.0f} ms, {queries} kueri, {len(page.content)} byte")
        figures["satu halaman, byte"] = max(len(page.content), figures.get("satu halaman, byte", 0))
    spent = sorted(save(browser, base, user, n) for n in range(SAVES))
    figures["simpan satu baris, p95 ms"] = 1000 * spent[int(0.95 * SAVES)]
    print(f"simpan satu baris: median {1000 * spent[SAVES // 2]:.0f} ms")
    took, queries, page = timed(lambda: browser.get(f"{base}/periksa/"))
    print(f"periksa isian: {queries} kueri, {len(page.content)} byte")
    figures["periksa isian, ms"] = 1000 * took
    over = 0
    for name, limit in LIMITS.items():
        late = figures[name] > limit
        over += late
        print(f"{name:28}{figures[name]:9.0f}, paling banyak {limit}{'  OVER' if late else ''}")
    sys.exit(over)


if __name__ == "__main__":
    main()
