"""How values are written on the pages."""

from sprintplan.reports.html.filters import together


def test_no_number_of_a_sentence_is_broken() -> None:
    """Between its digits and before its unit; a date and another number beside it are apart."""
    said = "cash of 4 388.08 EUR, over 4 000.00 EUR (5.1 %) on 6 Sep 2027, 12 345 678 in all"
    assert together(said).split(" ") == [
        *("cash", "of", "4\xa0388.08\xa0EUR,", "over", "4\xa0000.00\xa0EUR", "(5.1\xa0%)", "on", "6", "Sep", "2027,"),
        *("12\xa0345\xa0678", "in", "all"),
    ]
