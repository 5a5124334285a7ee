"""The project's files name no machine and no place to download from, and its locks are whole."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]

# Hosts that a file may name: identifiers of formats, licences and their authors, invented offices,
# and what a reader may want to look up. Whatever is not listed is refused.
KNOWN_HOSTS = re.compile(
    r"""
    localhost | 127\.0\.0\.1 | \[::1\] | testserver
    | (?:169\.254|192\.0\.2|198\.51\.100|203\.0\.113)(?:\.\d+)+
    | (?:[\w-]+\.)*(?:example|test|invalid|local) | (?:[\w-]+\.)*example\.(?:com|org|net|go\.id)
    | (?:[\w-]+\.)*contoh\.go\.id | (?:[\w-]+\.)*go\.id
    | www\.w3\.org | schemas\.(?:openxmlformats\.org|microsoft\.com) | purl\.org | ns\.adobe\.com
    | www\.aiim\.org | www\.apache\.org | opensource\.org
    | github\.com | getbootstrap\.com | scripts\.sil\.org | openfontlicense\.org | www\.adobe\.com
    """,
    re.VERBOSE,
)
ADDRESS = re.compile(r"\b(?:https?|ftp|git|s3)://(\[[0-9a-f:]+\]|[A-Za-z0-9][A-Za-z0-9.-]*)")
# A host of a package registry or mirror, written without its scheme.
BARE_HOST = re.compile(
    r"(?<![\w@-])(?:deb|security|snapshot|archive|mirrors?|registry|pypi|proxy|cdn|repo|dl)"
    r"\.[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:org|com|net|io|dev|id)\b|\b(?:pypi|files\.python[a-z]*)\.[a-z]{2,}\b"
)
MACHINE_PATH = re.compile(r"(?<![\w.$}>-])/(?:home|root|Users|work|workspace|mnt|builds|opt)/\w")


def tracked() -> list[Path]:
    """The project's own files: as git knows them, else (a tree without git) all but what is made."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        made = {".git", ".venv", "var", "__pycache__"} | {
            f".{name}_cache" for name in ("pytest", "mypy", "ruff")
        }
        names = [p for p in ROOT.rglob("*") if not made & set(p.relative_to(ROOT).parts)]
    else:
        names = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in names if path.is_file()]


def lines() -> list[tuple[str, str]]:
    """("path:number", line) of every text file; locks and the table of this test aside."""
    found = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if name == "tests/test_house_files.py":
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue  # a picture or a font
        found += [(f"{name}:{n}", line) for n, line in enumerate(text.splitlines(), 1)]
    return found


@pytest.fixture(scope="module")
def all_lines():
    found = lines()
    assert len(found) > 1000  # else the list of files is broken and nothing would be looked at
    return found


def test_no_file_names_an_address_that_we_do_not_know(all_lines):
    strange = [
        f"{place}: {host}"
        for place, line in all_lines
        for host in ADDRESS.findall(line)
        if not KNOWN_HOSTS.fullmatch(host.rstrip("."))
    ]
    assert strange == []


def test_no_file_names_a_registry_or_a_mirror(all_lines):
    assert [place for place, line in all_lines if BARE_HOST.search(line)] == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on(all_lines):
    assert [place for place, line in all_lines if MACHINE_PATH.search(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "lihat deb.contoh.org",
        "registry.tempat-lain.org/x",
        "https://pypi.contoh/simple",
        "mirror.a.id",
    ],
)
def test_the_search_knows_a_registry_when_it_sees_one(line):
    assert BARE_HOST.search(line)


@pytest.mark.parametrize("top", ["home", "opt", "root"])
@pytest.mark.parametrize("before", ["cd ", '"', "="])
def test_the_search_knows_a_path_of_a_machine_when_it_sees_one(before, top):
    assert MACHINE_PATH.search(f"{before}/{top}/sakip")


# -- locks ----------------------------------------------------------------------------------


def pins(name: str) -> dict[str, tuple[str, str]]:
    """package -> (version, marker) of a lock; fails on any line that is neither pin nor hash."""
    found = {}
    text = (ROOT / name).read_text().replace("\\\n", " ")
    for line in text.splitlines():
        pin = re.fullmatch(
            r"([a-z0-9][a-z0-9.-]*)==([^\s;]+)(?:\s*;\s*(.*?))?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*",
            line,
        )
        assert pin, f"{name}: neither a pinned package nor its hashes: {line[:80]}"
        found[pin[1]] = (pin[2], pin[3] or "")
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_and_hashed_and_nothing_else_stands_in_a_lock(name):
    assert len(pins(name)) > 40


def test_the_lock_for_development_holds_all_of_the_other():
    everything = pins("requirements-dev.txt")
    for package, pin in pins("requirements.txt").items():
        assert everything[package][0] == pin[0]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("requirements.txt", lambda project: project["project"]["dependencies"]),
        ("requirements-dev.txt", lambda project: project["dependency-groups"]["dev"]),
    ],
)
def test_a_lock_answers_what_the_project_asks_for(name, wanted):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = pins(name)
    for line in wanted(project):
        asked = Requirement(line)
        version = Version(locked[asked.name.lower()][0])
        assert version in asked.specifier, f"{line}: script/lock was not run"


# -- documents ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "SECURITY.md", "CHANGELOG.md", "deploy/README.md"])
def test_a_document_points_at_what_is_there(name):
    document = ROOT / name
    targets = re.findall(r"\]\(([^)#]+)", document.read_text())
    missing = [
        target
        for target in targets
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert missing == []
