"""Problems of files: one message a cause, and suggestions that mean what was meant."""

import pickle

import pytest

from sprintplan.errors import InputError
from sprintplan.problems import MOST_MESSAGES, Problems, did_you_mean, shown


def messages(problems: Problems) -> list[str]:
    with pytest.raises(InputError) as caught:
        problems.check()
    return str(caught.value).split("\n")


def test_one_cause_is_one_message_with_its_number_and_the_first_lines() -> None:
    """300 rows have a decimal comma: one message at the first, three lines named, three other values quoted."""
    problems = Problems()
    for line in range(301, 1, -1):
        problems.add("venues.csv", line, f'hire: "{line},50" is not an amount', "Write 100.01")
    assert len(problems) == 300
    assert messages(problems) == [
        'venues.csv:2: hire: "2,50" is not an amount (300 lines: 2, 3, 4, ...; also "301,50", '
        '"300,50", "299,50", ...). Write 100.01'
    ]


def test_the_same_words_with_another_remedy_are_another_cause() -> None:
    """Two towns misspelt: each has its own suggestion, so each keeps its message; the second stands twice."""
    problems = Problems()
    for line, word, meant in ((2, "Prto", "Porto"), (3, "Lisbn", "Lisbon"), (9, "Lisbn", "Lisbon")):
        problems.add("people.csv", line, f'no city "{word}"', f'Did you mean "{meant}"?')
    assert messages(problems) == [
        'people.csv:2: no city "Prto". Did you mean "Porto"?',
        'people.csv:3: no city "Lisbn" (2 lines: 3, 9). Did you mean "Lisbon"?',
    ]


def test_a_named_cause_holds_whatever_the_words() -> None:
    problems = Problems()
    problems.add("a.csv", 2, '"1,5" is not a number', "Write 1.5", cause="fare: form")
    problems.add("a.csv", 3, '"2,5" is not a number', "Write 2.5", cause="fare: form")
    problems.add("b.csv", 3, '"2,5" is not a number', "Write 2.5", cause="fare: form")
    assert messages(problems) == [
        'a.csv:2: "1,5" is not a number (2 lines: 2, 3; also "2,5"). Write 1.5',
        'b.csv:3: "2,5" is not a number. Write 2.5',
    ]


def test_causes_beyond_the_first_are_counted() -> None:
    """53 causes of two lines each, and 4 rows that nobody worded: 50 messages, 3 x 2 + 4 more problems."""
    problems = Problems()
    for number in range(MOST_MESSAGES + 3):
        for line in (number, number + 100):
            problems.add("a.csv", line, "wrong " + "x" * number, "Fix it")
    problems.add_unworded(4)
    sentences = messages(problems)
    assert len(sentences) == MOST_MESSAGES + 1
    assert sentences[-1] == "and 10 more problems: fix the ones above first"


def test_a_message_is_one_line_whatever_a_cell_holds() -> None:
    problems = Problems()
    problems.add("a.csv", 1, 'unknown "X\nY"', "Fix\r\nit")
    assert messages(problems) == ['a.csv:1: unknown "X Y". Fix it']


def test_nothing_wrong_raises_nothing() -> None:
    Problems().check()


def test_an_error_of_a_worker_process_arrives_whole() -> None:
    problems = Problems()
    problems.add("a.csv", 1, "wrong", "Fix it")
    problems.add_unworded(1)
    with pytest.raises(InputError) as caught:
        problems.check()
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert again.problems == caught.value.problems


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("autum", 'Did you mean "autumn"?'),
        ("SPRING", 'Did you mean "spring"?'),
        ("winter", "Known: autumn, spring"),
        ("", "Known: autumn, spring"),
    ],
)
def test_a_suggestion_is_the_word_that_is_written_most_alike(word: str, remedy: str) -> None:
    assert did_you_mean(word, ["spring", "autumn", ""]) == remedy


def test_meaning_comes_before_letters() -> None:
    """Nothing is written like "coach"; it means economy."""
    assert did_you_mean("Coach", ["economy", "first"], meanings={"coach": "economy"}) == 'Did you mean "economy"?'


def test_a_denial_is_never_suggested_for_what_it_denies() -> None:
    """Four fifths of the letters are the same, the meaning is the opposite."""
    assert did_you_mean("visa not required", ["visa required"]) == "Known: visa required"
    assert did_you_mean("admission", ["no admission"]) == "Known: no admission"
    assert did_you_mean("no admision", ["no admission"]) == 'Did you mean "no admission"?'


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("anna.lima@acme.example", 'Did you mean "ana.lima@acme.example"?'),
        ("ana.lima@other.example", 'Did you mean "ana.lima@acme.example"?'),
        ("ana.lima", 'Did you mean "ana.lima@acme.example"?'),
        ("joe@acme.example", "Write an address"),
        ("elise.quist@acme.example", "Write an address"),
    ],
)
def test_addresses_are_alike_by_what_is_a_persons_own(word: str, remedy: str) -> None:
    """Everybody's address ends alike, so that it says nothing."""
    known = ["zoe@acme.example", "ana.lima@acme.example"]
    assert did_you_mean(word, known, "Write an address") == remedy


def test_where_nothing_is_near_another_remedy_counts() -> None:
    assert did_you_mean("qq", ["spring"], "Leave it out, or name it x_qq") == "Leave it out, or name it x_qq"
    assert did_you_mean("qq", []) == "Leave it out"


def test_a_long_value_is_quoted_short_and_keeps_its_quotes() -> None:
    assert shown("x" * 100) == f'"{"x" * 57}..."'
    assert shown("a\n b") == '"a b"'
    assert [shown(True), shown(5)] == ["true", "5"]
