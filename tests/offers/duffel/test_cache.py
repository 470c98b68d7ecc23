"""Kept answers: whole or not at all, and never worse for having asked again."""

import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.errors import OfferSourceError
from sprintplan.offers.duffel.cache import FILE, Cache, kept_answers
from sprintplan.offers.duffel.reply import Reply

THEN = "2026-11-24T08:00:00Z"
OK = Reply("ok", (b'{"data": [1]}', b'{"data": [2]}'), "", THEN)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with closing(Cache(tmp_path)) as opened:
        yield opened


def test_what_is_kept_comes_back_as_it_was(cache: Cache) -> None:
    cache.keep("b", OK)
    cache.keep("a", Reply("empty", (b'{"data": []}',), "", THEN))
    assert [(key, kept.state) for key, kept in cache.kept().items()] == [("a", "empty"), ("b", "ok")]
    assert list(cache.pages(["b", "c"])) == [("b", THEN, page) for page in OK.pages]


def test_a_failure_is_kept_as_one_and_has_no_pages(cache: Cache) -> None:
    cache.keep("a", Reply("failed", (), "no answer", THEN))
    assert cache.kept()["a"].state == "failed"
    assert list(cache.pages(["a"])) == []


def test_a_failure_does_not_take_an_earlier_answer_away(cache: Cache) -> None:
    cache.keep("a", OK)
    cache.keep("a", Reply("failed", (), "no answer", "2026-11-25T08:00:00Z"))
    kept = cache.kept()["a"]
    assert (kept.state, kept.fetched_at, kept.problem) == ("ok", THEN, "no answer")
    assert len(list(cache.pages(["a"]))) == 2


def test_a_later_answer_takes_the_place_of_a_failure(cache: Cache) -> None:
    cache.keep("a", Reply("failed", (), "no answer", "2026-11-23T08:00:00Z"))
    cache.keep("a", OK)
    kept = cache.kept()["a"]
    assert (kept.state, kept.problem) == ("ok", "")


def test_an_answer_grows_stale(cache: Cache) -> None:
    """Kept at 08:00, for 24 hours."""
    cache.keep("a", OK)
    fetched = datetime(2026, 11, 24, 8, tzinfo=UTC)
    kept = cache.kept()["a"]
    assert not kept.is_stale(Decimal(24), fetched + timedelta(hours=24))
    assert kept.is_stale(Decimal(24), fetched + timedelta(hours=24, seconds=1))
    assert kept.is_stale(Decimal("0.5"), fetched + timedelta(minutes=31))


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert kept_answers(tmp_path) == {}
    assert not (tmp_path / "cache").exists()


def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_bytes(b"this is not a database" * 100)
    with pytest.raises(OfferSourceError, match=r"duffel\.sqlite cannot be used .* move it away"):
        kept_answers(tmp_path)


def test_kept_fares_are_their_owners(tmp_path: Path) -> None:
    """Folder and file, and those that SQLite puts beside it; a folder that is there stays as it is."""
    mask = os.umask(0o022)
    try:
        for folder in ("new", "there"):
            (tmp_path / folder).mkdir()
        (tmp_path / "there" / "cache").mkdir()
        for folder in ("new", "there"):
            with closing(Cache(tmp_path / folder)) as cache:
                cache.keep("a", OK)
                modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / folder).rglob("*")}
            assert modes.pop("cache") == {"new": 0o700, "there": 0o755}[folder]
            assert set(modes) >= {"duffel.sqlite", "duffel.sqlite-wal"}
            assert {*modes.values()} == {0o600}
    finally:
        os.umask(mask)


def test_runs_that_begin_at_once_share_one_cache(tmp_path: Path) -> None:
    """Eight open it while none is there, and keep an answer each."""

    def keep(number: int) -> None:
        with closing(Cache(tmp_path)) as cache:
            cache.keep(str(number), OK)

    with ThreadPoolExecutor(8) as pool:
        [*pool.map(keep, range(8))]
    assert [*kept_answers(tmp_path)] == [*map(str, range(8))]


def test_a_cache_that_may_not_be_looked_at_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is not taken for one that keeps nothing."""

    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(OfferSourceError, match=r"duffel\.sqlite cannot be used .*Permission denied"):
        kept_answers(tmp_path)
