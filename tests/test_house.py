"""The house stands on its floors: nothing imports what is built above it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = [
    "sakip.lib",
    "sakip.people",
    "sakip.trail",
    "sakip.papers",
    "sakip.planning",
    "sakip.sop",
    "sakip.disposition",
    "collection",
    "measurement",
    "reports",
]
# Formulas know no database; they stand as low as what they import, and all above may use them.
PURE = {
    f"measurement.{name}"
    for name in (
        "akumulasi", "capaian", "efisiensi", "kata", "kept",
        "metode", "ringkasan", "rumus", "skala", "tiga",
    )
}  # fmt: skip


def floor(module):
    if module in PURE:
        return 0
    if module == "measurement.ukur":  # the three figures of a period: needs only planning's periods
        return FLOORS.index("sakip.planning")
    return next((n for n, name in enumerate(FLOORS) if f"{module}.".startswith(f"{name}.")), None)


def imports(path):
    """Every module that the file imports, anywhere in it; names of `from x import y` as x.y too."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*up, *([node.module] if node.module else [])])
            names = [f"{base}.{a.name}" for a in node.names]
            yield from (
                [n for n in names if n in PURE] if any(n in PURE for n in names) else [base]
            )


def files(name):
    return [p for p in (ROOT / name.replace(".", "/")).rglob("*.py") if "migrations" not in p.parts]


@pytest.mark.parametrize("name", FLOORS)
def test_imports_point_down(name):
    here = FLOORS.index(name)
    for path in files(name):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        stands = floor(module) if module.startswith("measurement.") else here
        for imported in imports(path):
            there = floor(imported)
            assert there is None or there <= stands, (
                f"{path.relative_to(ROOT)} imports {imported}, which stands above it"
            )


def test_the_formulas_are_there_and_pure():
    for module in PURE:
        assert (ROOT / f"{module.replace('.', '/')}.py").exists(), module


def test_transitions_are_called_by_the_door_alone():
    """No code but perform.py calls a row, a return or an act of a procedure by name."""
    from sakip.sop.procedure import procedures

    verbs = {"kembalikan", "buka"} | {
        key for p in procedures() for key in [*(s.key for s in p.sop), *p.acts]
    }
    for name in FLOORS:
        for path in files(name):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    called = node.func
                    on_run = isinstance(called.value, ast.Name) and called.value.id in (
                        "run", "sheet", "case",
                    )  # fmt: skip
                    assert not (on_run and called.attr in verbs), f"{path}:{node.lineno}"
