"""`import people --force`: what somebody wrote into the people.csv that is replaced stays, where the list is silent."""

from pathlib import Path

from tests.intake.importing import people_of, run, written

HEADS = ["Employee ID", "Name", "Location", "Manager", "Department"]
LIST = [
    HEADS,
    ["1", "Ana Sá", "Lisbon, Portugal", "", "Maps"],
    ["2", "Bo Lund", "Remote", "Ana Sá", "Maps"],
    ["3", "Eva Groß", "Bonn, Germany", "Bo Lund", "Sales"],
]


def test_what_the_list_does_not_tell_stays(tmp_path: Path) -> None:
    """The home that was found by hand, and columns that no list has; the list's own department and home count."""
    people = tmp_path / "people.csv"
    assert run(written(tmp_path, "staff.csv", LIST), "-o", people).exit_code == 0
    people.write_text(
        "id;name;team;home;roles;unavailable;cabin;x_badge\r\n"
        "1;Ana Sá;Old;Porto, PT;key;2027-05-01;;red\r\n"
        "2;Bo L.;Maps;Malmö, SE;;;business;\r\n"
        "9;Kai;Maps;Riga, LV;;;;\r\n",
        encoding="utf-8-sig",
    )
    done = run(tmp_path / "staff.csv", "-o", people, "--force")
    assert done.exit_code == 0
    ana, bo, eva = people_of(people)
    assert [ana[name] for name in ("home", "team", "roles", "unavailable", "cabin", "x_badge")] == [
        *("Lisbon, PT", "Maps", "key", "2027-05-01", "", "red")
    ]
    assert [bo[name] for name in ("name", "home", "manager", "cabin")] == ["Bo Lund", "Malmö, SE", "1", "business"]
    assert eva["manager"] == "2"
    told = " ".join(done.stdout.split())
    assert "as the list does not tell it: roles (1), unavailable (1), x_badge (1), home (1), cabin (1)" in told
    assert "In the file that was there, and not in the list: Kai" in told
    assert "Without a known home" not in told


def test_people_without_a_number_are_known_by_name_where_one_alone_has_it(tmp_path: Path) -> None:
    """Numbers that the command gave itself tell nothing: the rows of the list are in another order."""
    people = tmp_path / "people.csv"
    rows = [["Name", "Location"], ["Ana", "Porto, Portugal"], ["Bo", "Riga, Latvia"], ["Bo", "Oslo, Norway"]]
    people.write_text("id,name,home,grade,manager\n1,Bo,RIX,a,\n2,Ana,OPO,b,9\n9,Kai,RIX,,\n", encoding="utf-8")
    assert run(written(tmp_path, "staff.csv", rows), "-o", people, "--force").exit_code == 0
    assert [row["grade"] for row in people_of(people)] == ["b", "", ""]
    assert "manager" not in people_of(people)[0], "who is not in the list is nobody's manager"


def test_a_file_that_is_no_people_csv_is_replaced_whole(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    for content in (b"", b"\0\1", b"id,notes\n1,mine\n"):
        people.write_bytes(content)
        assert run(written(tmp_path, "staff.csv", LIST), "-o", people, "--force").exit_code == 0
        assert [row["id"] for row in people_of(people)] == ["1", "3"]


def test_a_column_that_no_people_csv_has_is_not_kept(tmp_path: Path) -> None:
    """`check` would refuse it."""
    people = tmp_path / "people.csv"
    people.write_text("id,name,home,cabin,notes,x_\n1,Ana,OPO,business,mine,1\n", encoding="utf-8")
    assert run(written(tmp_path, "staff.csv", LIST), "-o", people, "--force").exit_code == 0
    assert "cabin" in people_of(people)[0]
    assert {"notes", "x_"}.isdisjoint(people_of(people)[0])
