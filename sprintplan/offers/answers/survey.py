"""One answer of Duffel's looked through alone, before it is kept: which of its offers can be read."""

from dataclasses import dataclass, field

from sprintplan.offers.answers import duffel
from sprintplan.offers.answers.decode import decode
from sprintplan.offers.answers.quote import Quote
from sprintplan.offers.skipped import Unusable


@dataclass
class Survey:
    """What an answer holds.

    Attributes
    ----------
    quotes : the offers that can be read
    unread : how many others there are
    problem : why the first of those cannot be read; empty where there is none
    """

    quotes: list[Quote] = field(default_factory=list)
    unread: int = 0
    problem: str = ""

    def skip(self, why: str) -> None:
        """Count an offer that cannot be read, and `why`."""
        self.unread += 1
        self.problem = self.problem or why


def survey(body: bytes) -> Survey:
    """The offers in the `body` of an answer, or the one offer that it is.

    Raises
    ------
    NoOffers : it is no answer with offers
    """
    document, summary = decode(body), Survey()
    for _, why in document.malformed:
        summary.skip(why)
    for offer in document.offers:
        try:
            if not offer.is_duffel:
                raise Unusable("none of Duffel's")
            summary.quotes.append(duffel.quote(offer, document.passengers))
        except Unusable as error:
            summary.skip(str(error))
    return summary
