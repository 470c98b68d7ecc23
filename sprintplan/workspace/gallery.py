"""Real travel policies to start from: each a file with policy, limits and objective, after a public source."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable

from sprintplan.errors import UsageError
from sprintplan.problems import did_you_mean, shown
from sprintplan.workspace.document import FILE

POLICY = re.compile(r"^# -+ the travel policy$", re.MULTILINE)
REST = re.compile(r"^\[rates\]", re.MULTILINE)
"""Where the template's policy, limits and objective begin, and what comes behind them."""
COMPANY = re.compile(r'\[company\]\ncurrency = "([A-Z]{3})"\n\n?')
RATES = re.compile(r"^[A-Z]{3} = .*\n", re.MULTILINE)
EMPTY = {"limits": "[limits]\n", "objective": "[objective]\n"}


def policy_names() -> tuple[str, ...]:
    """The names of all policies, in alphabetical order."""
    return tuple(sorted(path.name for path in _gallery().iterdir() if (path / FILE).is_file()))


def policy_text(name: str) -> str:
    """The file of the policy that is called `name`.

    Raises
    ------
    UsageError : there is none
    """
    names = policy_names()
    if name not in names:
        raise UsageError(f"there is no policy {shown(name)}. {did_you_mean(name, names)}")
    return (_gallery() / name / FILE).read_text(encoding="utf-8")


def currency_of(policy: str) -> str:
    """The currency of the amounts of a policy, the text of a file of the gallery."""
    [currency] = COMPANY.findall(policy)
    return str(currency)


def with_policy(template: str, policy: str) -> str:
    """The template with another policy, limits and objective.

    Parameters
    ----------
    template : text of the shipped sprint.toml, in the currency of the policy
    policy : text of a file of the gallery
    """
    own = "".join(["\n", COMPANY.sub("", policy), *(f"\n{head}" for name, head in EMPTY.items() if head not in policy)])
    begin, [end] = POLICY.search(template), [match.start() for match in REST.finditer(template)]
    assert begin, "the template has a travel policy"
    return f"{template[: begin.end()]}\n{own}\n{RATES.sub('', template[end:], count=1)}"


def _gallery() -> Traversable:
    return files("sprintplan.workspace") / "policies"
