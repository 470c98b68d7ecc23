"""Answers of providers as one table of offers, and a report of every offer that could not be used."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.answers import amadeus, duffel
from sprintplan.offers.answers.columns import Draft
from sprintplan.offers.answers.decode import Decoded, NoOffers, decode
from sprintplan.offers.answers.quote import Quote
from sprintplan.offers.answers.schemas import Offer
from sprintplan.offers.answers.to_table import built
from sprintplan.offers.skipped import ONCE_MORE, Skipped, Unusable, sentences
from sprintplan.offers.table import OfferTable
from sprintplan.problems import Problems


@dataclass(frozen=True)
class ProviderAnswer:
    """What a provider answered once.

    name : what problems and warnings call it
    body : the bytes as they came
    fetched_at : seconds since 1970; None where only the answer itself can tell
    file : its file's name in the folder of offers, which then leads every offer's id; empty where it is no file
    """

    name: str
    body: bytes
    fetched_at: int | None = None
    file: str = ""


@dataclass(frozen=True)
class Reading:
    """The table of all usable offers, in the order in which they came, and what became of the others.

    Attributes
    ----------
    offers : how many offers each answer holds, by its name; those not in `skipped` are in the table
    unreadable : what is wrong with each answer that holds no offers of a known shape, by its name
    doubted : offers that are in the table, and what is odd about them
    """

    table: OfferTable
    skipped: tuple[Skipped, ...]
    offers: dict[str, int]
    tests: int = 0
    unreadable: dict[str, str] = field(default_factory=dict)
    doubted: tuple[Skipped, ...] = ()

    @property
    def useless(self) -> dict[str, str]:
        """What is wrong with each answer of which nothing could be used though something came, by its name."""
        left = Counter(self.offers)
        left.subtract(one.answer for one in self.skipped if one.why != ONCE_MORE)
        why = {one.answer: one.why for one in reversed(self.skipped)}
        none = (name for name, count in self.offers.items() if count and not left[name])
        return self.unreadable | {name: f"none of its offers can be used: {why[name]}" for name in none}

    @property
    def warnings(self) -> tuple[str, ...]:
        """A sentence for each answer with offers that were left out, or kept with a doubt."""
        many = f"{self.tests} offers come" if self.tests > 1 else "1 offer comes"
        test = [f"{many} from a test account: nobody sells at such fares"] if self.tests else []
        doubts = sentences(self.doubted, self.offers, "kept, but look at them")
        return (*sentences(self.skipped, self.offers), *doubts, *test)


def read_answers(
    answers: Iterable[ProviderAnswer],
    scenario: Scenario,
    *,
    source: str,
    problems: Problems | None = None,
    may_be_unreadable: bool = False,
) -> Reading:
    """All offers of some answers, converted into the scenario's currency; each answer is let go once it is read.

    Answers that are no offers of a known shape, and currencies without a rate, go to `problems`; without it they raise.

    Parameters
    ----------
    answers : each with its name and bytes
    scenario : states the currency and the rates
    source : the source that the table names
    problems : where problems go
    may_be_unreadable : whether answers that are no offers are passed over, and named in the reading alone

    Raises
    ------
    InputError : with every problem, where `problems` is None
    """
    mine = Problems() if problems is None else problems
    reading = _read(answers, scenario, source, mine, may_be_unreadable)
    if problems is None:
        mine.check()
    return reading


def _read(
    answers: Iterable[ProviderAnswer], scenario: Scenario, source: str, problems: Problems, may_be_unreadable: bool
) -> Reading:
    draft, intake, unreadable = Draft(), _Intake(), dict[str, str]()
    for answer in answers:
        try:
            decoded = decode(answer.body)
        except NoOffers as error:
            if may_be_unreadable:
                unreadable[answer.name] = error.what
            else:
                problems.add(answer.name, error.line, error.what, error.remedy)
            continue
        intake.take(answer, decoded, draft)
    table, left_out, doubted = built(draft.columns(), scenario, source, intake.names, intake.files, problems)
    skipped = tuple(intake.sorted(left_out))
    return Reading(table, skipped, intake.offers, intake.tests, unreadable, tuple(doubted))


@dataclass
class _Intake:
    """Counts what comes in."""

    names: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    offers: dict[str, int] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    tests: int = 0

    def take(self, answer: ProviderAnswer, decoded: Decoded, draft: Draft) -> None:
        """Draft the usable offers of one answer."""
        if answer.file:
            self.seen = set()
        self.names.append(answer.name)
        self.files.append(answer.file)
        self.offers[answer.name] = self.offers.get(answer.name, 0) + len(decoded.offers) + len(decoded.malformed)
        self.skipped += [Skipped(answer.name, name, why) for name, why in decoded.malformed]
        for place, offer in enumerate(decoded.offers, 1):
            try:
                quote = self._quote(offer, decoded)
                if answer.fetched_at is not None:
                    quote.fetched_at = answer.fetched_at
                draft.add(quote, len(self.names) - 1)
            except Unusable as error:
                self.skipped.append(Skipped(answer.name, offer.id or f"offer {place}", str(error)))

    def _quote(self, offer: Offer, decoded: Decoded) -> Quote:
        if offer.id and offer.id in self.seen:
            raise Unusable(ONCE_MORE)
        if offer.is_amadeus:
            quote = amadeus.quote(offer)
        elif offer.is_duffel:
            quote = duffel.quote(offer, decoded.passengers)
            self.tests += offer.live_mode is False
        else:
            raise Unusable("neither Duffel's nor Amadeus's")
        self.seen.add(quote.id)
        return quote

    def sorted(self, left_out: list[Skipped]) -> list[Skipped]:
        """Everything skipped, answer by answer."""
        order = {name: at for at, name in reversed([*enumerate(self.names)])}
        return sorted([*self.skipped, *left_out], key=lambda one: order[one.answer])
