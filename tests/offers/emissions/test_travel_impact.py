"""Emissions from the Travel Impact Model: tiers, what is asked, what is kept, and that the key stays secret."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sprintplan.errors import OfferSourceError, UsageError
from sprintplan.offers.emissions.cache import FILE, KeptFigures
from sprintplan.offers.emissions.client import Flight, Grams, Route, travel_impact
from sprintplan.offers.emissions.source import WithTravelImpact
from sprintplan.offers.files import FileSource
from sprintplan.offers.table import OfferTable
from sprintplan.world.emissions import co2e_g
from tests.build.offer_files import BACK, CONNECTION, HEADER, NONSTOP, files_scenario, files_venue, no, put
from tests.offers.emissions.server import KEY, Model, served

EMBEDDED = "embedded factors: UK Government GHG Conversion Factors 2025"
FLOWN, TYPICAL = (f"Travel Impact Model 3.1.0: {tier}" for tier in ("this flight", "typical of the route"))


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """A model that knows TP202 at 400 kg in economy, and the route LIS-EWR at 410 kg."""
    known = Model()
    known.flights = {"TP202": 400_000}
    known.routes = {"LIS-EWR": 410_000}
    with served(known) as address:
        monkeypatch.setenv("TIM_API_URL", address)
        monkeypatch.setenv("TIM_API_KEY", KEY)
        yield known


def told(folder: Path, *rows: str) -> OfferTable:
    """What Lisbon gets."""
    put(folder, "\n".join((HEADER, *rows)) + "\n")
    year = files_scenario(folder)
    return WithTravelImpact(FileSource(year), year).to_and_from(files_venue("LIS"))


def figures(table: OfferTable) -> list[tuple[int, str | None]]:
    return [(int(table.co2e_g[row]), table.co2e_source(row)) for row in range(len(table))]


def test_a_known_flight_has_its_own_grams_an_unknown_one_its_route_s_and_the_rest_the_embedded_ones(
    tmp_path: Path, model: Model
) -> None:
    """TP202 is known; TP201 is not, but LIS-EWR is; of TP9 and EWR-LIS nothing is known."""
    table = told(tmp_path, NONSTOP, BACK, NONSTOP.replace("TP202", "TP9"))
    embedded = int(co2e_g(no("EWR"), no("LIS"), 0))
    assert figures(table) == [(400_000, FLOWN), (410_000, TYPICAL), (embedded, EMBEDDED)]
    assert model.calls == [("computeFlightEmissions", 3), ("computeTypicalFlightEmissions", 2)]
    asked = {"origin": "EWR", "destination": "LIS", "operatingCarrierCode": "TP", "flightNumber": 202}
    assert asked | {"departureDate": {"year": 2027, "month": 4, "day": 3}} in model.asked


def test_the_cabin_counts_and_one_that_the_model_does_not_state_falls_to_the_next_tier(
    tmp_path: Path, model: Model
) -> None:
    """Business is three times economy; first is not told, and the route EWR-LIS neither: embedded."""
    rows = [NONSTOP.replace("economy", cabin) for cabin in ("business", "first")]
    embedded = int(co2e_g(no("EWR"), no("LIS"), 3))
    assert figures(told(tmp_path, *rows)) == [(1_200_000, FLOWN), (embedded, EMBEDDED)]


def test_a_connection_adds_its_flights_and_names_every_tier(tmp_path: Path, model: Model) -> None:
    """UA960 is known at 500 kg; LH1172 is a codeshare, which is not asked for: FRA-LIS at 3 x 100 kg in business."""
    model.flights["UA960"] = 500_000
    model.routes["FRA-LIS"] = 100_000
    assert figures(told(tmp_path, CONNECTION)) == [(800_000, f"{FLOWN} + {TYPICAL}")]
    assert [flight["flightNumber"] for flight in model.asked if "flightNumber" in flight] == [960]


def test_what_a_seller_states_stands_where_the_model_does_not_know_every_flight(tmp_path: Path, model: Model) -> None:
    """700 kg stated for TP9 stay; 700 kg stated for TP202 give way to the model."""
    stated = NONSTOP[:-1] + "700,"
    table = told(tmp_path, stated.replace("TP202", "TP9"), stated)
    assert figures(table) == [(700_000, "quoted by the seller"), (400_000, FLOWN)]


def test_what_is_known_and_what_is_not_is_kept_and_never_asked_again(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second reading without key and service has the same figures, also after the model has changed its mind."""
    rows = [NONSTOP, BACK, NONSTOP.replace("TP202", "TP9")]
    first = told(tmp_path, *rows)
    calls = len(model.calls)
    model.flights["TP202"] = 1
    monkeypatch.delenv("TIM_API_KEY")
    second = told(tmp_path, *rows)
    assert np.array_equal(first.co2e_g, second.co2e_g)
    assert figures(first) == figures(second)
    assert len(model.calls) == calls


def test_a_flight_on_sale_at_many_fares_is_asked_for_once(tmp_path: Path, model: Model) -> None:
    """Five rows of one flight."""
    told(tmp_path, *[NONSTOP] * 5)
    assert model.calls == [("computeFlightEmissions", 1)]


def test_a_call_has_a_thousand_flights_at_most(model: Model) -> None:
    """2 001 flights: three calls."""
    flights = [Flight("EWR", "LIS", "TP", number, date(2027, 4, 3)) for number in range(2001)]
    model.flights = {"TP2000": 7}
    found = travel_impact().flights(flights)
    assert [count for _, count in model.calls] == [1000, 1000, 1]
    assert found[flights[2000]] == Grams("3.1.0", (7, 14, 21, None))
    assert {grams.by_cabin for flight, grams in found.items() if flight.number != 2000} == {(None,) * 4}


def test_numbers_that_come_as_text_are_the_same_numbers(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protocol buffers write whole numbers of 64 bits as text."""
    flight, sound = Flight("EWR", "LIS", "TP", 202, date(2027, 4, 3)), model.answer

    def as_text(method: str, body: dict[str, object]) -> dict[str, object]:
        answer = sound(method, body)
        for one in answer["flightEmissions"]:
            one["flight"] = one["flight"] | {"flightNumber": str(one["flight"]["flightNumber"])}
        return answer

    monkeypatch.setattr(model, "answer", as_text)
    assert travel_impact().flights([flight])[flight].by_cabin[0] == 400_000


def test_without_a_key_the_variable_is_named(tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 4, as for any source that cannot be read to its end; nothing is asked."""
    monkeypatch.delenv("TIM_API_KEY")
    with pytest.raises(OfferSourceError, match="set TIM_API_KEY, or leave emissions out"):
        told(tmp_path, NONSTOP)
    assert model.calls == []


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_refusal_is_no_empty_answer_and_never_shows_the_key(tmp_path: Path, model: Model, status: int) -> None:
    """The service repeats the key in its message; neither the error nor any file has it."""
    model.status = status
    with pytest.raises(OfferSourceError) as caught:
        told(tmp_path, NONSTOP)
    assert f"status {status}" in str(caught.value)
    assert KEY not in str(caught.value)
    assert not (tmp_path / FILE).exists()


def test_the_key_is_in_no_file(tmp_path: Path, model: Model) -> None:
    """The cache of figures included."""
    told(tmp_path, NONSTOP, BACK)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert tmp_path / FILE in files
    assert not any(KEY.encode() in path.read_bytes() for path in files)


def test_of_two_processes_the_first_one_s_figures_stand(tmp_path: Path) -> None:
    """Both asked while neither had written."""
    route = Route("LIS", "EWR")
    first, second = KeptFigures(tmp_path), KeptFigures(tmp_path)
    one, other = (Grams(f"{n}.0.0", (n, n, n, n)) for n in (1, 2))
    assert first.of([route], lambda _: {route: one}) == {route: one}
    assert second.of([route], lambda _: {route: other}) == {route: one}


def test_a_damaged_cache_is_named_with_what_to_do(tmp_path: Path) -> None:
    """Bytes that are no database."""
    (tmp_path / "cache").mkdir()
    (tmp_path / FILE).write_bytes(b"no database at all, but long enough to be read as one" * 20)
    with pytest.raises(OfferSourceError, match=r"emissions.sqlite cannot be used .* move it away"):
        KeptFigures(tmp_path)


@pytest.mark.parametrize(
    "odd",
    [
        {"emissionsGramsPerPax": {"economy": 10**30}},
        {"emissionsGramsPerPax": {"economy": "9" * 5000}},
        {"emissionsGramsPerPax": {"economy": True}},
        {"emissionsGramsPerPax": {"economy": -5}},
        {"emissionsGramsPerPax": {"economy": 1.5}},
        {"emissionsGramsPerPax": [7]},
        {"flight": {"origin": ["EWR"], "departureDate": {"year": {}}}},
        {"flight": None},
    ],
)
def test_odd_figures_are_none(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch, odd: dict[str, object]
) -> None:
    """TP202's, so that its flight falls to the embedded factors; what is kept reads the same again."""
    sound = model.answer

    def answer(method: str, body: dict[str, Any]) -> dict[str, Any]:
        found = sound(method, body)
        return {key: [one | odd for one in told] if isinstance(told, list) else told for key, told in found.items()}

    monkeypatch.setattr(model, "answer", answer)
    for _ in range(2):
        assert figures(told(tmp_path, NONSTOP)) == [(int(co2e_g(no("EWR"), no("LIS"), 0)), EMBEDDED)]


@pytest.mark.parametrize("version", [{"major": KEY, "minor": 10**30}, {"major": "9" * 5000}, KEY, None, [1]])
def test_an_odd_version_is_none(tmp_path: Path, model: Model, version: Any) -> None:
    """The name of figures stands in plans: nothing but numbers gets into it."""
    model.version = version
    ((grams, source),) = figures(told(tmp_path, NONSTOP))
    assert (grams, KEY in str(source), len(str(source)) < 80) == (400_000, False, True)


@pytest.mark.parametrize("answer", [{}, {"flightEmissions": None}, {"flightEmissions": {}}, [], 7])
def test_an_answer_without_figures_is_a_failure_and_not_kept(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    """Kept as unknown, the flight would not be asked for ever again."""
    monkeypatch.setattr(model, "answer", lambda *_: answer)
    with pytest.raises(OfferSourceError, match="emissions could not be asked for"):
        told(tmp_path, NONSTOP)
    monkeypatch.undo()
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "change", ["economy = 'much'", "economy = 1e9", "economy = -1", "version = x'00ff'", "first = 1.5"]
)
def test_a_damaged_row_is_named_with_what_to_do(tmp_path: Path, model: Model, change: str) -> None:
    told(tmp_path, NONSTOP)
    with closing(sqlite3.connect(tmp_path / FILE)) as kept, kept:
        kept.execute(f"UPDATE grams SET {change}")
    with pytest.raises(OfferSourceError, match=r"emissions.sqlite cannot be used .* is damaged.* move it away"):
        KeptFigures(tmp_path)


def test_the_key_goes_nowhere_in_the_clear(tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless that is allowed."""
    monkeypatch.setenv("TIM_API_URL", "http://emissions.example")
    with pytest.raises(UsageError, match=r"TIM_API_URL .* --insecure"):
        told(tmp_path, NONSTOP)
    travel_impact(insecure=True)


@pytest.mark.parametrize("word", ["two words", "line\nend", "ä€ä€"])
def test_a_key_that_could_not_be_one_is_not_repeated(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("TIM_API_KEY", word)
    with pytest.raises(UsageError, match="TIM_API_KEY") as caught:
        travel_impact()
    assert word not in str(caught.value)
