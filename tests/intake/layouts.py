"""Eight staff lists of made-up people, with the headings that HR systems, team pages and people write."""

from collections.abc import Mapping, Sequence

Table = Sequence[Sequence[str]]

BAMBOOHR: Table = (
    (
        "Employee #",
        "First Name",
        "Last Name",
        "Work Email",
        "Department",
        "Reporting to",
        "Location",
        "Country",
        "Hire Date",
    ),
    ("1001", "Ines", "Duarte", "ines@a.example", "Maps", "", "Lisbon", "Portugal", "2021-03-01"),
    (
        "1002",
        "Bob",
        "Stone",
        "bob@a.example",
        "Maps",
        "Duarte, Ines",
        "Remote - New York, NY",
        "United States",
        "2022-11-14",
    ),
    ("1003", "Chiara", "Rossi", "chiara@a.example", "Sales", "Ines Duarte", "Milan", "Italy", "2024-01-08"),
)

WORKDAY: Table = (
    ("All Active Workers", "", "", "", "", "", ""),
    ("", "", "", "", "", "", ""),
    (
        "Employee ID",
        "Worker",
        "Primary Work Email",
        "Supervisory Org",
        "Worker's Manager",
        "Location",
        "Nationality",
    ),
    ("E-77", "Amara Okafor", "amara@a.example", "Platform", "", "Nairobi, Kenya", "Kenyan; British"),
    (
        "E-78",
        "Lee Min-jun",
        "minjun@a.example",
        "Platform",
        "Amara Okafor (E-77)",
        "Seoul, Korea",
        "Korean",
    ),
)

PERSONIO: Table = (
    ("ID", "Vorname", "Nachname", "E-Mail", "Abteilung", "Vorgesetzter", "Standort", "Status", "Eintrittsdatum"),
    ("31", "Jürgen", "Groß", "juergen@a.example", "Technik", "", "München", "aktiv", "01.02.2020"),
    (
        "32",
        "Zoë",
        "Lang",
        "zoe@a.example",
        "Technik",
        "juergen@a.example",
        "Köln, Deutschland",
        "aktiv",
        "15.09.2023",
    ),
    (
        "33",
        "Max",
        "Alt",
        "max@a.example",
        "Technik",
        "Jürgen Groß",
        "Wien, Österreich",
        "ausgeschieden",
        "01.01.2019",
    ),
)

HUMI: Table = (
    ("Employee Number", "Legal Name", "Email", "Team", "Manager", "City", "Province", "Country", "Start Date"),
    ("9", "Priya Nair", "priya@a.example", "Data", "", "Toronto", "ON", "Canada", "Mar 4, 2019"),
    ("10", "Tom Clark", "tom@a.example", "Data", "Priya Nair", "Richmond", "British Columbia", "CA", "12/31/2020"),
)

GITLAB: Table = (
    ("slug", "name", "reports_to", "country", "locality", "departments"),
    ("sam-w", "Sam Wong", "", "Taiwan", "Taipei", "Product"),
    ("kat-o", "Kat O'Neil", "sam-w", "Ireland", "Cork", "Product"),
)
"""A public team page kept as data: the place stands under a heading of its own, mapped by the user."""

SOURCEGRAPH: Table = (
    ("name", "location", "reportsTo", "email"),
    ("Ana Silva", "São Paulo, Brazil 🇧🇷", "", "ana+work@a.example"),
    ("Dan Cole", "Portland, OR", "Ana Silva", "dan@a.example"),
    ("Eve Hart", "Mill Valley, CA", "Ana Silva", "eve@a.example"),
)

GERMAN_SHEET: Table = (
    ("Liste Sommertreffen", "", "", ""),
    ("Name", "Wohnort", "Telefon", "Team"),
    ("Anna Schmidt", "Hamburg", "040 123", "Vertrieb"),
    ("Anna Schmidt", "Zürich", "", "Vertrieb"),
    ("Kai Vogel", "irgendwo", "", "Vertrieb"),
)

JAPANESE_SHEET: Table = (
    ("社員番号", "氏名", "メールアドレス", "部署", "上司", "勤務地", "国籍"),
    ("0007", "佐藤 花子", "hanako@a.example", "開発", "", "東京", "日本"),
    ("0008", "鈴木 一郎", "ichiro@a.example", "開発", "佐藤 花子", "大阪府", "日本"),
)

LAYOUTS: Mapping[str, tuple[Table, Mapping[str, str]]] = {
    "bamboohr": (BAMBOOHR, {}),
    "workday": (WORKDAY, {}),
    "personio": (PERSONIO, {}),
    "humi": (HUMI, {}),
    "gitlab": (GITLAB, {"locality": "city"}),
    "sourcegraph": (SOURCEGRAPH, {}),
    "german sheet": (GERMAN_SHEET, {}),
    "japanese sheet": (JAPANESE_SHEET, {}),
}
