"""People's names, from what HR systems write in their place: the family name first, degrees, numbers, states."""

import re

from sprintplan.intake.headings import simple

DEGREES = set("PhD PHD DPhil MD MBA MSc BSc JD CPA PMP Esq ESQ DDS RN CFA MPH".split())
"""What stands behind a comma and is no part of a name on a ticket; "Md" and "Ma" are first names."""
GENERATIONS = set("Jr JR Sr SR II III IV".split())
"""What stands behind a comma and is a part of the name."""
STATES = set(
    "c contractor contingent worker intern temp temporary on leave loa maternity parental leaver terminated inactive "
    "former resigned".split()
)
"""Words in brackets behind a name that say how somebody is employed."""
IN_BRACKETS = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]+)[)\]]")


def person_name(text: str, number: str) -> tuple[str, list[str]]:
    """A name in the order in which it is spoken, and the words that were left out of it.

    Parameters
    ----------
    text : what the list has: "Núñez, Sanne", "Sanne Núñez, PhD", "Ana Sá (10051)", "Ben Okoro (On Leave)"
    number : the person's number in the list, which is left out without a word; empty where it has none
    """
    left: list[str] = []
    while match := IN_BRACKETS.fullmatch(text):
        is_number = bool(number) and simple(match[2]) == simple(number)
        if not is_number and not set(simple(match[2]).split()) <= STATES:
            break
        text = match[1]
        left += [] if is_number else [match[2]]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    ends = [part for part in parts[1:] if part.replace(".", "") in DEGREES | GENERATIONS]
    names = [part for part in parts if part not in ends]
    degrees = [part for part in ends if part.replace(".", "") in DEGREES]
    if len(names) < 2 and len(parts[:1] and parts[0].split()) < 2:
        # "Rahman, MD" in capitals is a family name and a first name.
        names, degrees, ends = parts, [], []
    spoken = [*names[1:], *names[:1], *(part for part in ends if part not in degrees)]
    return " ".join(spoken) or text, [*left, *degrees]
