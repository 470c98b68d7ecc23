"""The places of the world in order of what an event there comes to."""

from datetime import date

from sprintplan.domain.model import Model


class PlaceFigures(Model):
    """What an event comes to at a place, with nothing but travel and stay; money in the company's currency.

    Attributes
    ----------
    first_day : of the event
    cash, fares, rooms, per_diem : as `Totals` of a plan has them
    hours : of all journeys; `longest_minutes` : of the longest one
    co2e_kg : of all journeys
    travellers, local, remote : people who travel, who live nearby, who cannot attend
    visa_share : of those who come, how many need a visa before they travel; None without visas.csv
    visa_unknown_share : of those who come, how many more may need one, as visas.csv does not tell; None without it
    holiday_share : of the travellers, how many may have a public holiday at home on one of their days
    """

    first_day: date
    cash: str
    fares: str
    rooms: str
    per_diem: str
    hours: float
    longest_minutes: int
    co2e_kg: float
    travellers: int
    local: int
    remote: int
    visa_share: float | None
    visa_unknown_share: float | None = None
    holiday_share: float


class ScoutedPlace(Model):
    """One place for one event.

    Attributes
    ----------
    venue : the id that `-o` writes it under
    city, state, country : the main city; `state` empty where names do not repeat
    airports : IATA codes, the most connected first
    room_rate : the public lodging rate of the month, a night; `rate_source` : who publishes it, and for which place
    objective : the score, or where `exact` is False a bound below it
    exact : whether the place was judged and its first days were solved
    difference : objective less the baseline's; None without a baseline
    chance : share of the markets that fares may turn out in, in which it is the cheapest of the places that were
        solved; None where it was only bounded
    figures : None where it was only bounded
    """

    venue: str
    city: str
    state: str
    country: str
    airports: tuple[str, ...]
    latitude: float
    longitude: float
    room_rate: str
    rate_source: str
    objective: str
    exact: bool
    difference: str | None = None
    chance: float | None = None
    figures: PlaceFigures | None = None


class ScoutedEvent(Model):
    """The ranking of one event.

    Attributes
    ----------
    places : the best places, cheapest first
    baseline : the place that every other is compared with; None where no venue is marked as that, or it is left out
    baseline_out : its name and why it is left out; empty where it is not
    judged : places that were judged and solved, and count; `bounded` : places whose bound ruled them out
    left_out : places that an option left out, or that a rule rules out
    left_out_by : what left them out, each with how many, the most first
    """

    event: str
    name: str
    people: int
    places: tuple[ScoutedPlace, ...]
    baseline: ScoutedPlace | None
    baseline_out: str = ""
    judged: int
    bounded: int
    left_out: int
    left_out_by: tuple[str, ...] = ()


class Scouted(Model):
    """The places of the world for the events of a workspace.

    Attributes
    ----------
    looked_at : places with enough nonstop destinations and a public lodging rate
    unpriced : names of places without such a rate
    remarks : sentences on what the figures rest on
    """

    format: str = "sprintplan-places"
    version: int = 1
    company: str
    currency: str
    today: date
    looked_at: int
    unpriced: tuple[str, ...]
    remarks: tuple[str, ...]
    events: tuple[ScoutedEvent, ...]
