"""The JSON Schema of sprint.toml: an editor that goes by it takes what the reader takes, and marks slips."""

import json
import tomllib
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from sprintplan import cli
from tests.build import full_workspace as full
from tests.workspace.test_mistakes import TOML, Mistake

ROOT = Path(__file__).parent.parent.parent
FILES = sorted([*ROOT.glob("data/*/sprint.toml"), *ROOT.glob("sprintplan/workspace/template/sprint.toml")])
SEEN = (
    "unknown key",
    "belongs to",
    "is missing",
    "is not a text",
    "is not a number",
    "is not a whole number",
    "is not true or false",
    "is not two",
    "is not a date",
    "is below",
    "is not within 0 to 30",
    "unknown word",
    "is not a share",
    "is not a selector",
    "is not a time",
    "is not an airline code",
    "is not a requirement",
    "is not an approver",
    "the list is empty",
)
"""Words of those problems that a schema can see: of form, and not of what keys say together."""
SLIPS = [mistake for mistake in TOML if any(words in mistake.words for words in SEEN)]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(CliRunner().invoke(cli.commands, ["schema", "--workspace"]).stdout)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def as_json(text: str) -> Any:
    """A TOML text as editors hand it to a schema: dates and times as texts."""

    def plain(value: object) -> object:
        return value.isoformat() if isinstance(value, date | time) else float(str(Decimal(str(value))))

    return json.loads(json.dumps(tomllib.loads(text), default=plain))


@pytest.mark.parametrize("path", FILES, ids=[path.parent.name for path in FILES])
def test_the_examples_and_the_template_are_right_by_it(validator: Draft202012Validator, path: Path) -> None:
    assert list(validator.iter_errors(as_json(path.read_text(encoding="utf-8")))) == []


def test_a_file_with_every_key_is_right_by_it(validator: Draft202012Validator) -> None:
    assert list(validator.iter_errors(as_json(full.TOML))) == []


@pytest.mark.parametrize("mistake", SLIPS, ids=lambda mistake: mistake.words)
def test_a_slip_is_wrong_by_it(validator: Draft202012Validator, mistake: Mistake) -> None:
    assert list(validator.iter_errors(as_json(mistake.changed(full.TOML)))) != []


def test_most_mistakes_are_slips_that_it_sees() -> None:
    assert len(SLIPS) > len(TOML) / 2
