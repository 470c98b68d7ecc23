"""Kept answers: whole or not at all, and never worse for having asked again."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.errors import OfferSourceError
from sprintplan.offers.duffel.cache import FILE, Cache, kept_answers
from sprintplan.offers.duffel.client import Reply

THEN = "2026-11-24T08:00:00Z"
OK = Reply("ok", (b'{"data": [1]}', b'{"data": [2]}'), "", THEN)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with closing(Cache(tmp_path)) as found:
        yield found


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
    (tmp_path / FILE).write_bytes(b"this is no database" * 100)
    with pytest.raises(OfferSourceError, match=r"duffel\.sqlite cannot be used .* move it away"):
        kept_answers(tmp_path)
