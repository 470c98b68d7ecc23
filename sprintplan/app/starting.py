"""`new`: a workspace to start from, with a company's own people, currency and place to compare with."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sprintplan.app.importing import PEOPLE, people_text, understood, unplaced_file
from sprintplan.errors import UsageError
from sprintplan.files import named
from sprintplan.intake.people import Imported
from sprintplan.problems import shown
from sprintplan.scouting.places import place_ids
from sprintplan.workspace.document import FILE
from sprintplan.workspace.fitted_template import SHIPPED, for_people, in_currency
from sprintplan.workspace.gallery import currency_of, policy_text
from sprintplan.workspace.homes import home_of
from sprintplan.workspace.template import template_text, text_with_policy, write_template
from sprintplan.workspace.venues import FILE as VENUES
from sprintplan.world.airport_groups import group_at
from sprintplan.world.lodging import public_rate

OF_A_CITY = ("id", "city", "country", "region", "airports")
"""Columns of the example's venues that are no made-up quote."""


@dataclass(frozen=True)
class Start:
    """What a new workspace is told; None keeps what the shipped one has.

    Attributes
    ----------
    people : a staff list, as `import people` reads it
    currency : of the company
    baseline : the place that its events were held at, written as homes are: the first venue
    policy : name of a policy of the gallery, whose currency is the company's
    mapped : column of people.csv by heading of the staff list, where it is not known by itself
    sheet : the sheet of a workbook that lists the people; None for the first that does
    """

    people: Path | None = None
    currency: str | None = None
    baseline: str | None = None
    policy: str | None = None
    mapped: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None


def start(folder: Path, wish: Start) -> Imported | None:
    """Write a workspace into `folder` that plans as it stands, as the `wish` has it; returns what was understood of the
    staff list, where there is one.

    Raises
    ------
    UsageError : the folder is not empty, the list cannot be understood, currency or place are unknown, or no public
        rate is known at the place
    """
    if (wish.mapped or wish.sheet) and wish.people is None:
        what = "--map is for the headings" if wish.mapped else "--sheet is one"
        raise UsageError(f"{what} of a staff list. Name the list with --people")
    settings = _settings(wish.policy, wish.currency)
    texts: dict[str, str] = {}
    imported = None
    if wish.people is not None:
        imported = understood(wish.people, wish.sheet, wish.mapped)
        if not imported.people:
            raise UsageError(_nobody_placed(wish.people, imported))
        known = ("role", "team", "grade", "id", *["home"] * (wish.policy is not None))
        settings = for_people(settings, lambda kind, value: kind in known and _is_named(imported, kind, value))
        texts[PEOPLE] = people_text(imported.people, imported)
        if imported.unplaced:
            texts[unplaced_file(Path(PEOPLE)).name] = people_text(imported.unplaced, imported)
    if wish.baseline is not None:
        texts[VENUES] = _with_baseline(wish.baseline)
    write_template(folder, texts | {FILE: settings})
    return imported


def _settings(policy: str | None, currency: str | None) -> str:
    """The shipped sprint.toml with a policy of the gallery, or in a currency."""
    if policy is None:
        return in_currency(template_text(FILE), currency or SHIPPED)
    own = currency_of(policy_text(policy))
    if currency and currency.upper() != own:
        what = f"the amounts of {policy} are in {own}"
        raise UsageError(f"{what}. Leave --currency out beside it, and change both in {FILE} afterwards")
    return text_with_policy(policy)


def _nobody_placed(people: Path, imported: Imported) -> str:
    """That nobody of a list has a home, and the headings that may hold homes."""
    what = f"{named(people)}: nobody has a known home"
    if not imported.unused or {"airport", "place", "city"} & {*imported.fields}:
        return f"{what}. `sprintplan import people` tells why, row by row"
    headings = ", ".join(imported.unused)
    return f'{what}. Not read: {headings}. Where one has homes, add --map "{imported.unused[0]}=place"'


def _is_named(imported: Imported, kind: str, value: str) -> bool:
    """Whether a selector names anybody of a list."""
    cells = [person.cells for person in imported.people]
    match kind:
        case "role":
            return any(value in mine.get("roles", "").split("|") for mine in cells)
        case "home":
            return any(mine["home"].rpartition(",")[2].strip() == value for mine in cells)
        case _:
            return any(mine.get(kind, "") == value for mine in cells)


def _with_baseline(place: str) -> str:
    """A venues.csv of the place and of the example's cities, all at public rates: no made-up quote competes with it."""
    group = group_at(home_of(place).airports)
    if public_rate(group.city, group.country, group.airports) is None:
        what = (
            f"--baseline {shown(place)}: no public lodging rate is known there, which the workspace would be planned at"
        )
        raise UsageError(f"{what}. Leave it out, and write the venue with its room_rate into {VENUES}, baseline yes")
    header, *rows = csv.reader(io.StringIO(template_text(VENUES)))
    known = {"id": next(place_ids(group)), "name": group.city, "city": group.city, "country": group.country}
    venues = [known | {"airports": "|".join(group.airports), "baseline": "yes"}]
    cities = (dict(zip(header, row, strict=True)) for row in rows)
    venues += [{name: city[name] for name in OF_A_CITY} | {"name": city["city"]} for city in cities]
    text = io.StringIO()
    writer = csv.DictWriter(text, [*header, "baseline"], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(venue for venue in venues if venue is venues[0] or venue["id"] != known["id"])
    return text.getvalue()
