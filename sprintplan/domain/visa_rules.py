"""What the requirements of visas.csv take: `[policy.visa]`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from pydantic_core import CoreSchema, core_schema

from sprintplan.domain.keys import Key, Reading, Schema, of_type, wrong
from sprintplan.domain.quantities import Money, Whole
from sprintplan.domain.synonyms import SYNONYMS
from sprintplan.domain.tables import Section, Table
from sprintplan.problems import did_you_mean

REQUIREMENTS = ("visa free", "visa on arrival", "eta", "e-visa", "visa required", "no admission")
"""What visas.csv may say of a passport and a country, a number of days aside."""


class VisaRule(Table):
    """What one requirement takes: days before departure, and a fee in minor units of the company's currency."""

    lead_days: Annotated[int, Whole("days before departure that it is asked for", "45", unit="days", most=731)] = 0
    fee_minor: Annotated[int, Money("cash for each traveller and trip", "80"), Field(alias="fee")] = 0


@dataclass(frozen=True)
class VisaRules(Key):
    """The table `[policy.visa]`: what each requirement of visas.csv takes."""

    example: str = '{ "e-visa" = { lead_days = 14 } }'
    kind = "tables by requirement"
    between = "REQUIREMENT"

    @property
    def has_header(self) -> bool:
        """One for all requirements."""
        return True

    def read(self, value: Any, reading: Reading) -> Any:
        """The table as it is."""
        return of_type(value, dict, "a table with a header in brackets")

    def tables(self, value: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
        """Each by its requirement."""
        yield from (((requirement,), one) for requirement, one in value.items())

    def core(self, inner: CoreSchema) -> CoreSchema:
        """A dict whose keys are held against the requirements."""
        assert inner["type"] == "dict"
        named = core_schema.no_info_before_validator_function(_requirement, core_schema.str_schema())
        return super().core({**inner, "keys_schema": named})

    def written(self, value: dict[str, VisaRule], reading: Reading) -> dict[str, Any]:
        """The tables again."""
        return {requirement: Section(self.says).written(rule, reading) for requirement, rule in value.items()}

    def around(self, table: Schema) -> Schema:
        """An object with a table for each requirement."""
        return {"type": "object", "additionalProperties": table, "propertyNames": {"pattern": f"^({_NAMES})$"}}


_NAMES = "|".join(REQUIREMENTS) + "|[0-9]+"


def _requirement(word: Any) -> Any:
    if word not in REQUIREMENTS and not str(word).isdigit():
        raise wrong("this is not a requirement of visas.csv", did_you_mean(str(word), REQUIREMENTS, meanings=SYNONYMS))
    return word
