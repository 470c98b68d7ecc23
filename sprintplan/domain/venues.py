"""Where events may take place."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from sprintplan.domain import columns
from sprintplan.domain.columns import Amount, Column, Share, Whole
from sprintplan.domain.model import DateRange, Model
from sprintplan.units import MINUTES_PER_DAY


class PublicRates(Model):
    """A public rate of a place, of lodging where `room_rate` is empty or of meals where no per diem is stated.

    Attributes
    ----------
    by_month_minor : minor units of the company's currency, from January to December
    source : who publishes it, and for which place
    """

    by_month_minor: tuple[int, ...]
    source: str


class Season(DateRange):
    """Nights from that of `first` to that of `last`, at a rate of their own, minor units of the company's currency."""

    rate_minor: int


class Venue(Model):
    """One row of venues.csv; amounts are minor units of the company's currency, converted once when read.

    `currency` is the one that the row states its amounts in, empty where it is the company's; `public_rate` stands in
    for an empty `room_rate`, and `public_meals` for an empty `per_diem` where the objective's is "public".
    `unquoted` are the columns whose empty cell counts as 0 beside amounts of other venues.
    """

    id: Annotated[str, columns.Id("what sprint.toml and people.csv call the venue by", "lisbon", required=True)]
    name: Annotated[str, Column("shown to people", "Casa do Tejo", empty="its id", required=True)]
    city: Annotated[str, Column("shown to people, and the city of the public rates", "Lisbon")] = ""
    country: Annotated[str, columns.Country("ISO 3166-1 alpha-2 code", "PT", required=True)]
    region: Annotated[str, Column("the organiser's own word, which limits.different may ask of", "EMEA")] = ""
    airports: Annotated[
        tuple[str, ...], columns.Codes("IATA codes that travellers may fly to and from", "LIS", required=True)
    ]
    capacity: Annotated[int | None, Whole("most people at once", "120", unit="people", empty="no limit")] = None
    currency: Annotated[str, columns.Code("ISO 4217 code of the row's amounts", "EUR", empty="the company's")] = ""
    hire_minor: Annotated[int, Amount("fixed price of the venue for one event", "14500"), Field(alias="hire")] = 0
    day_rate_minor: Annotated[
        int, Amount("for each person and day of the event that they attend", "62"), Field(alias="day_rate")
    ] = 0
    room_rate_minor: Annotated[
        int,
        Amount("for each person and night; 0 is free", "128", empty="the public lodging rate of city and month"),
        Field(alias="room_rate"),
    ] = 0
    room_rates: Annotated[
        tuple[Season, ...],
        columns.Seasons(
            "rates of seasons; a night outside all of them costs room_rate", "2027-06-01..2027-08-31=180", empty="none"
        ),
    ] = ()
    per_diem_minor: Annotated[
        int | None,
        Amount("for each person and night, in place of objective.night_per_diem", "55", empty="the objective's"),
        Field(alias="per_diem"),
    ] = None
    minimum_spend_minor: Annotated[
        int,
        Amount("hire, day rates and rooms of an event come to at least this", "20000", empty="none"),
        Field(alias="minimum_spend"),
    ] = 0
    rooms: Annotated[int | None, Whole("most rooms a night", "80", unit="rooms", empty="no limit")] = None
    transfer_minutes: Annotated[
        int, Whole("from airport to venue, one way", "30", unit="minutes", most=MINUTES_PER_DAY)
    ] = 0
    transfer_cost_minor: Annotated[
        int, Amount("from airport to venue, for each person and way", "22"), Field(alias="transfer_cost")
    ] = 0
    shuttle_cost_minor: Annotated[
        int | None,
        Amount("of one run of a shuttle, in place of transfer_cost", "300", empty="no shuttles"),
        Field(alias="shuttle_cost"),
    ] = None
    shuttle_seats: Annotated[int | None, Whole("of one shuttle", "8", unit="seats", least=1, empty="no shuttles")] = (
        None
    )
    available: Annotated[
        tuple[DateRange, ...],
        columns.Ranges("one of these holds all days of the event", "2027-04-01..2027-05-31", empty="always"),
    ] = ()
    last_used: Annotated[
        date | None, columns.Day("last day of the most recent event here", "2025-10-08", empty="never")
    ] = None
    rate_error: Annotated[
        Decimal | None,
        Share(
            "by how much hire, day_rate and room_rate may turn out otherwise, in 7 of 10 cases",
            "0.1",
            empty="the rates are known; a public lodging rate has an error of its own",
        ),
    ] = None
    baseline: Annotated[
        bool,
        columns.YesOrNo("what every choice is compared with, say the headquarters", "yes", empty="no"),
    ] = False
    unquoted: tuple[str, ...] = ()
    public_rate: PublicRates | None = None
    public_meals: PublicRates | None = None
    extra: dict[str, str] = {}

    def per_diem_on(self, first_day: date, otherwise: int | Literal["public"]) -> int:
        """Minor units of the per diem at an event that begins on `first_day`: the venue's own, else `otherwise`, or the
        month's public rate where that is "public"."""
        if self.per_diem_minor is not None:
            return self.per_diem_minor
        if otherwise != "public":
            return otherwise
        return self.public_meals.by_month_minor[first_day.month - 1] if self.public_meals else 0

    def room_rate_on(self, first_day: date) -> int:
        """Minor units of a night outside of seasons, of an event that begins on `first_day`: as the row states, else
        the month's public rate."""
        public = self.public_rate
        return public.by_month_minor[first_day.month - 1] if public else self.room_rate_minor
