"""How files of a workspace, plans and words of a command are spoilt."""

import csv
import io
import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

NASTY: tuple[str, ...] = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1e9",
        "nan",
        "inf",
        "-inf",
        "1.234,56",
        "1 234",
        "1'234",
        "12,5",
        "0x10",
        "9223372036854775808",
    ),
    *(
        "99999999999999999999",
        "1.00000000001",
        "true",
        "null",
        "None",
        "XX",
        "ZZZ",
        "TXL",
        "Berlin, DE",
        "Portland, US",
    ),
    *("Springfield, US", "Nowhere, PT", "91,181", "lisbon|lisbon", "|", "||", "a|b|c", "2027-02-30", "2027-4-5"),
    *("05.04.2027", "2072-04-05", "0001-01-01", "9999-12-31", "2027-04-04T25:00", "2027-10-31T02:30", "all", "-"),
    *(
        "all|none",
        "team:",
        "role:key|",
        "home:ZZ",
        "id:nobody",
        "@riga",
        "spring@riga",
        "economy|economy",
        "first class",
    ),
    *(
        "\u202eevil",
        "a\nb",
        '"',
        "'",
        "=cmd()",
        "<b>",
        "\x1b[31m",
        "\ud7ff",
        "日本",
        "é" * 400,
        "a" * 5000,
        "\t",
        ";",
        ",",
    ),
    *("visa required", "no admission", "EUR", "eur", "BTC", "€12", "12€", "１２", "12\u00a0000", "..", "../x", "CON"),
)
"""Values that people, spreadsheets and attackers write."""


JSON_NASTY: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1e308, float("nan"), 2**63, -(2**63) - 1, "", "x", [], {}, [[]], {"a": 1}, "99:99"),
    *(
        "2027-04-04T25:00:00",
        "2027-04-04T10:00:00+99:99",
        "P9999999999D",
        "PT-5M",
        "1.234,56",
        "ZZZ",
        "\ud800",
        "1" * 400,
    ),
)
"""Values that APIs should not answer with."""


def spoil(name: str, content: bytes, chance: random.Random) -> bytes:
    """The file called `name` with one thing wrong, or only other than before, as `chance` has it."""
    if chance.random() < 0.1:
        return _spoilt_bytes(content, chance)
    if chance.random() < 0.5:
        return _otherwise(name, content, chance)
    if name.endswith(".json"):
        return _spoilt_json(content, chance)
    return (_spoilt_toml if name.endswith(".toml") else _spoilt_csv)(content, chance)


NUMBER = re.compile(r"(?<![\w.:-])\d+(\.\d+)?(?![\w.:-])")
DATE = re.compile(r"20\d\d-\d\d-\d\d")


def _otherwise(name: str, content: bytes, chance: random.Random) -> bytes:
    """The file with a number, a date, a cell or a member that could stand there."""
    if name.endswith(".json"):
        return _other_member(content, chance)
    text = content.decode("utf-8", "replace")
    if name.endswith(".csv") and chance.random() < 0.6:
        return _other_cell(text, chance)
    pattern, other = chance.choice(((NUMBER, _other_number), (DATE, _other_date)))
    places = list(pattern.finditer(text))
    if not places:
        return _other_cell(text, chance)
    place = chance.choice(places)
    return (text[: place.start()] + other(place[0], chance) + text[place.end() :]).encode()


def _other_member(content: bytes, chance: random.Random) -> bytes:
    """The answer or plan with the value of another member of the same name or kind, another number or another day."""
    try:
        found = json.loads(content)
    except ValueError:
        return _spoilt_bytes(content, chance)
    places = [(holder, key) for holder, key in _places(found) if not isinstance(holder[key], dict | list)]
    if not places:
        return content
    holder, key = chance.choice(places)
    value = holder[key]
    alike = [other[name] for other, name in places if name == key or type(other[name]) is type(value)]
    if isinstance(value, str) and chance.random() < 0.3:
        holder[key] = DATE.sub(lambda day: _other_date(day[0], chance), NUMBER.sub("7", value))
    elif isinstance(value, int | float) and chance.random() < 0.5:
        holder[key] = chance.choice((0, 1, -1, value * 10, value + 1))
    else:
        holder[key] = chance.choice(alike)
    return json.dumps(found).encode("utf-8", "surrogatepass")


def _other_number(number: str, chance: random.Random) -> str:
    value = float(number)
    return chance.choice(("0", "1", f"{value + 1:g}", f"{value * 10:.0f}", f"{value / 2:g}", "100000", "0.5"))


def _other_date(day: str, chance: random.Random) -> str:
    try:
        return str(date.fromisoformat(day) + timedelta(days=chance.choice((-365, -30, -7, -1, 1, 2, 7, 28, 365))))
    except (ValueError, OverflowError):
        return day


def _other_cell(text: str, chance: random.Random) -> bytes:
    """The table with a cell of another row in its place, none, or a row twice under another id."""
    separator, rows = _table(text)
    row, other = chance.randrange(len(rows)), rows[chance.randrange(len(rows))]
    way, column = chance.randrange(4), chance.randrange(len(rows[row]))
    if way == 0:
        rows[row][column] = ""
    elif way < 3:
        rows[row][column] = other[min(column, len(other) - 1)]
    else:
        rows.insert(row, [f"{other[0]}x", *other[1:]])
    return _as_csv(rows, separator)


def _table(text: str) -> tuple[str, list[list[str]]]:
    """The separator and the rows of a table, each with a cell."""
    header = text.partition("\n")[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    return separator, [row or [""] for row in rows] or [[""]]


def _as_csv(rows: list[list[str]], separator: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _spoilt_bytes(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    text = content.decode("utf-8", "replace")
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: content[:at],
        lambda: content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
        lambda: content[:at] + b"\0" + content[at:],
        lambda: b"\xef\xbb\xbf" + content,
        lambda: text.encode("utf-16"),
        lambda: text.encode("latin-1", "replace"),
        lambda: text.encode("cp1252", "replace") + b"\x81",
        lambda: content.replace(b"\n", b"\r\n"),
        lambda: content.replace(b"\n", b"\r"),
        lambda: content + content,
        lambda: b"",
        lambda: content[:at] + content[at:].replace(b"\n", b"", 1),
    )
    return chance.choice(ways)()


def _spoilt_csv(content: bytes, chance: random.Random) -> bytes:
    """The table with a nasty cell, a row or column too many or too few, now and then without its quotes."""
    text = content.decode("utf-8", "replace")
    before, rows = _table(text)
    bare = chance.random() < 0.15
    if bare:
        rows = [line.split(before) for line in text.splitlines()] or [[""]]
    row = chance.randrange(len(rows))
    column = chance.randrange(len(rows[row]))
    way = chance.randrange(9)
    if way < 5:
        rows[row][column] = chance.choice(NASTY)
    elif way == 5:
        rows.append(list(rows[row]))
    elif way == 6:
        del rows[row]
    elif way == 7:
        for cells in rows:
            if column < len(cells):
                del cells[column]
    else:
        rows[row].insert(column, chance.choice(NASTY))
    separator = chance.choice([before, before, before, ";", "\t"])
    if bare:
        return "\n".join(separator.join(cells) for cells in rows).encode("utf-8", "surrogatepass") + b"\n"
    return _as_csv(rows, separator)


def _spoilt_toml(content: bytes, chance: random.Random) -> bytes:
    lines = content.decode("utf-8", "replace").splitlines() or [""]
    at = chance.randrange(len(lines))
    key, equals, value = lines[at].partition(" = ")
    way = chance.randrange(7)
    if way < 3 and equals:
        word = chance.choice(NASTY)
        quoted = json.dumps(word, ensure_ascii=False)
        lines[at] = f"{key} = {chance.choice([word, quoted, f'[{quoted}]', '{ hours = 3 }', f'{value}0', f'-{value}'])}"
    elif way == 3:
        del lines[at]
    elif way == 4:
        lines.insert(at, chance.choice(lines))
    elif way == 5:
        lines[at] = lines[at].replace("_", "-").replace("on", "no")
    else:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines).encode("utf-8", "surrogatepass") + b"\n"


def _spoilt_json(content: bytes, chance: random.Random) -> bytes:
    try:
        facts = json.loads(content)
    except ValueError:
        return _spoilt_bytes(content, chance)
    places = list(_places(facts))
    if not places:
        return content
    holder, key = chance.choice(places)
    way = chance.randrange(5)
    if way < 3:
        holder[key] = chance.choice(JSON_NASTY)
    elif way == 3:
        del holder[key]
    elif isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[f"{key}_"] = holder.pop(key)
    return json.dumps(facts).encode("utf-8", "surrogatepass")


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every member of every object and list, by its holder and key."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
