"""A small workspace that is planned on live fares: who comes from where, to two venues, on some Mondays."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

HOMES = ("LHR", "CDG", "BER")
FIRST = date(2027, 5, 10)


def write(
    folder: Path, *, homes: Sequence[str] = HOMES, starts: int = 2, early: int = 0, late: int = 0, duffel: str = ""
) -> Path:
    """The folder: a person from each home, venues in Lisbon and Riga, `early` and `late` nights allowed more."""
    days = ", ".join(str(FIRST + timedelta(weeks=week)) for week in range(starts))
    (folder / "sprint.toml").write_text(f"""\
[company]
name = "Acme"
currency = "EUR"
[[event]]
id = "spring"
name = "Spring"
starts = [{days}]
[[event.session]]
id = "all"
days = [1, 5]
who = "all"
[policy]
max_connections = 1
max_early_nights = {early}
max_late_nights = {late}
[offers]
source = "duffel"
[offers.duffel]
{duffel}
""")
    people = "".join(f"p{number},Person {number},{home}\n" for number, home in enumerate(homes))
    (folder / "people.csv").write_text(f"id,name,home\n{people}")
    (folder / "venues.csv").write_text(
        "id,name,city,country,airports,hire,day_rate,room_rate\n"
        "lisbon,Casa,Lisbon,PT,LIS,1000,50,100\nriga,Dome,Riga,LV,RIX,900,40,90\n"
    )
    return folder
