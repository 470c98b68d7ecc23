"""What a trip takes at borders: of the venue's country, and of those that its journeys connect in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sprintplan.domain.trip import Notice, VisaRecord
from sprintplan.rules.choices import Choices
from sprintplan.rules.place import VisaWay, best_way, transit_ways, visa_ways
from sprintplan.rules.traits import PASSPORT_MONTHS
from sprintplan.units import add_months, as_date, day_words, money_text
from sprintplan.world.cities import country_name


@dataclass(frozen=True)
class Leg:
    """One journey as borders see it: the word for it, the day number of its departure, where it connects."""

    word: str
    leaves: int
    via: tuple[str, ...]


@dataclass(frozen=True)
class Borders:
    """The borders of one class of travellers to a venue; `today` is the day number of the planning date."""

    choices: Choices
    traveller: int
    today: int

    def needed(self, leaves: int, legs: Sequence[Leg]) -> Iterator[tuple[VisaRecord, Notice]]:
        """Each visa with its notice: that of the venue, then those of connections.

        Parameters
        ----------
        leaves : day number of the outbound departure, of the eve for who comes by own travel
        legs : outbound and return; empty without journeys
        """
        scenario, venue = self.choices.scenario, self.choices.venue
        traits = self.choices.classes[self.traveller].traits
        way = best_way(visa_ways(scenario, traits, venue), leaves - self.today)
        if scenario.visas is not None and way and (not way.known or way.lead_days or way.fee_minor):
            text = way.requirement if way.known else f"{way.requirement}: check what {_named(venue.country)} requires"
            yield self._record(way, venue.country, leaves, text, transit=False)
        for leg in legs if scenario.transit is not None else ():
            for country in dict.fromkeys(leg.via):
                way = best_way(transit_ways(scenario, traits, venue, country), leg.leaves - self.today)
                if way and (way.lead_days or way.fee_minor):
                    text = f"{leg.word}: connection in {_named(country)} ({country}): {way.requirement}"
                    yield self._record(way, country, leg.leaves, text, transit=True)

    def _record(
        self, way: VisaWay, country: str, leaves: int, text: str, *, transit: bool
    ) -> tuple[VisaRecord, Notice]:
        due = as_date(leaves - way.lead_days) if way.lead_days else None
        record = VisaRecord(
            country=country,
            transit=transit,
            requirement=way.requirement,
            passport=way.passport,
            apply_by=due,
            fee=money_text(way.fee_minor, self.choices.scenario.currency),
        )
        return record, Notice(kind="visa", text=f"{text}, apply by {day_words(due)}" if due else text)


def passport_notices(choices: Choices, traveller: int, first_day: date) -> Iterator[Notice]:
    """A notice where a passport expires within six months after an event abroad.

    Parameters
    ----------
    choices : what everybody may do at the venue
    traveller : number of a class that crosses a border
    first_day : of the event
    """
    traits = choices.classes[traveller].traits
    ends, expires = choices.event.last_day(first_day), traits.passport_expires
    abroad = choices.venue.country != traits.home.country
    if abroad and expires is not None and expires < add_months(ends, PASSPORT_MONTHS):
        text = f"passport expires on {day_words(expires)}, less than six months after {day_words(ends)}"
        yield Notice(kind="passport", text=text)


def _named(country: str) -> str:
    return country_name(country) or country
