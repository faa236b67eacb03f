"""Rules of the house that no linter knows."""

import re
from pathlib import Path

import pytest

from orientation.config import SETTINGS, BadSetting, load
from tests.conftest import ROOT

SOURCES = sorted((ROOT / "orientation").rglob("*.py"))
MAY_QUERY = re.compile(r"(queries|service|db|migrations)(/|\.py$)")


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=_relative)
def test_only_queries_and_services_talk_to_the_database(path: Path) -> None:
    if not MAY_QUERY.search(_relative(path)):
        assert "db.session" not in path.read_text()


@pytest.mark.parametrize("path", SOURCES, ids=_relative)
def test_a_file_has_one_subject(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", sorted((ROOT / "orientation").rglob("*.html")), ids=_relative)
def test_a_template_has_no_inline_style_or_handler(path: Path) -> None:
    assert not re.search(r"\sstyle=|\son[a-z]+=", path.read_text())


def test_every_setting_is_told_to_operators() -> None:
    guide = (ROOT / "docs" / "operators.md").read_text()
    assert [s.name for s in SETTINGS if f"`{s.name}`" not in guide] == []


@pytest.mark.parametrize("setting", ["LEARNER_SESSION_DAYS", "DATABASE_URL", "STAFF_SECOND_FACTOR", "DEMO"])
def test_a_bad_value_stops_the_start_and_names_itself(setting: str) -> None:
    with pytest.raises(BadSetting, match=setting):
        load(environ={setting: "nonsense"})


def test_a_secret_is_not_shown_when_it_is_bad() -> None:
    with pytest.raises(BadSetting) as refusal:
        load(environ={"DATABASE_URL": "mysql://me:hunter2@db/x"})
    assert "hunter2" not in str(refusal.value)


def test_a_setting_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadSetting, match="COLOUR"):
        load({"COLOUR": "blue"})


def test_nothing_that_is_served_comes_from_elsewhere() -> None:
    """No template, script or style sheet loads from another host (links that a reader follows are fine)."""
    loading = re.compile(
        r"""(src|srcset|action|poster)=["']https?://|@import|url\(["']?https?://|<link[^>]+https?://"""
    )
    pages = [p for kind in ("html", "css", "js") for p in (ROOT / "orientation").rglob(f"*.{kind}")]
    assert [_relative(p) for p in pages if loading.search(p.read_text())] == []
