"""Which drafted offers are sound: airports, times, cabins and currencies, each offer's first fault named."""

from collections.abc import Callable

import numpy as np

from sprintplan.offers.answers.columns import Drafted
from sprintplan.offers.table import Int64, Mask


class Sieve:
    """Offers that stay, why the others do not, and what is doubtful of those that do."""

    def __init__(self, drafted: Drafted) -> None:
        self.kept: Mask = np.ones(len(drafted.ids), bool)
        self.why: dict[int, str] = {}
        self.doubts: dict[int, str] = {}
        self.of_flight: Int64 = np.repeat(drafted.offer, drafted.count)
        self.of_row = drafted.offer

    def refuse_offers(self, wrong: Mask, tell: Callable[[int], str]) -> None:
        """Leave out offers: `wrong` is a mask, (m,); `tell` says why for an offer's number."""
        self._refuse(np.arange(len(self.kept)), wrong, tell)

    def refuse_rows(self, wrong: Mask, tell: Callable[[int], str]) -> None:
        """Leave out the offers of journeys: `wrong` is a mask, (n,); `tell` says why for a row."""
        self._refuse(self.of_row, wrong, tell)

    def refuse_flights(self, wrong: Mask, tell: Callable[[int], str]) -> None:
        """Leave out the offers of flights: `wrong` is a mask, (f,); `tell` says why for a flight's place."""
        self._refuse(self.of_flight, wrong, tell)

    def doubt_flights(self, odd: Mask, tell: Callable[[int], str]) -> None:
        """Keep the offers of flights with a doubt: `odd` is a mask, (f,); `tell` says which for a flight's place."""
        for at in np.flatnonzero(odd).tolist():
            self.doubts.setdefault(int(self.of_flight[at]), tell(at))

    def _refuse(self, offer: Int64, wrong: Mask, tell: Callable[[int], str]) -> None:
        for at in np.flatnonzero(wrong & self.kept[offer]).tolist():
            self.why.setdefault(int(offer[at]), tell(at))
        self.kept[offer[wrong]] = False
