"""Write people.csv and venues.csv of this folder: 1 000 people from some 250 airports, 20 teams, 40 venues.

Run it with `python data/example-1000/make.py [FOLDER]`. It is seeded: the same script writes the same files.
Everybody and every price is made up; airports and currencies are real.
"""

import csv
import sys
from pathlib import Path
from random import Random

SEED = 2027
PEOPLE = 1000
TEAMS = 20

BIG, MIDDLE, SMALL = 40, 8, 1  # people drawn from an airport, relative to each other

HOMES = {
    BIG: """
        US:SFO US:EWR|JFK US:SEA US:BOS US:ORD US:LAX US:AUS CA:YYZ BR:GRU MX:MEX GB:LON FR:CDG DE:BER
        NL:AMS ES:MAD PL:WAW SE:ARN IN:BLR IN:DEL SG:SIN JP:TYO KR:ICN AU:SYD""",
    MIDDLE: """
        US:ATL US:DEN US:DFW US:IAD US:MIA US:PDX US:PHX US:MSP US:PHL US:SAN US:IAH US:SLC US:RDU
        CA:YVR CA:YUL AR:EZE CL:SCL CO:BOG PE:LIM BR:GIG GB:MAN GB:EDI IE:DUB FR:LYS FR:TLS DE:MUC
        DE:FRA DE:HAM DE:CGN BE:BRU CH:ZRH CH:GVA AT:VIE CZ:PRG HU:BUD RO:OTP GR:ATH IT:MXP IT:FCO
        PT:LIS PT:OPO ES:BCN DK:CPH NO:OSL FI:HEL PL:KRK TR:IST IL:TLV AE:DXB EG:CAI ZA:CPT ZA:JNB
        NG:LOS KE:NBO IN:BOM IN:HYD IN:MAA IN:PNQ TH:BKK VN:SGN VN:HAN MY:KUL ID:CGK PH:MNL HK:HKG
        TW:TPE JP:KIX AU:MEL AU:BNE NZ:AKL""",
    SMALL: """
        US:BNA US:CLT US:DTW US:TPA US:MCO US:STL US:MCI US:PIT US:CLE US:CMH US:IND US:SMF US:SJC
        US:LAS US:BOI US:ANC US:HNL US:MSY US:SAT US:BDL US:PVD US:PWM US:RIC US:JAX US:MEM US:OMA
        US:DSM US:GEG US:BZN CA:YYC CA:YEG CA:YOW CA:YWG CA:YHZ CA:YYT MX:GDL MX:MTY GT:GUA CR:SJO
        PA:PTY DO:SDQ JM:KIN US:SJU BR:BSB BR:POA BR:REC BR:CNF BR:CWB BR:FLN BR:FOR AR:COR UY:MVD
        PY:ASU BO:VVI EC:UIO CO:MDE IS:KEF GB:BHX GB:BRS GB:GLA GB:NCL GB:LBA GB:BFS GB:ABZ IE:ORK
        FR:NCE FR:MRS FR:BOD DE:STR DE:DUS DE:HAJ DE:NUE DE:LEJ LU:LUX NL:EIN IT:BLQ IT:NAP IT:VCE
        IT:PMO ES:VLC ES:AGP ES:BIO ES:SVQ PT:FNC AT:GRZ SI:LJU HR:ZAG HR:SPU RS:BEG BA:SJJ BG:SOF
        GR:SKG CY:LCA MT:MLA AL:TIA MK:SKP RO:CLJ HU:DEB PL:GDN PL:WRO PL:POZ SK:KSC LT:VNO LV:RIX
        EE:TLL SE:GOT NO:BGO NO:TRD TR:ESB TR:ADB GE:TBS AM:EVN AZ:GYD KZ:ALA UZ:TAS JO:AMM QA:DOH
        SA:RUH SA:JED KW:KWI BH:BAH OM:MCT MA:CMN MA:RAK TN:TUN SN:DSS GH:ACC CI:ABJ CM:DLA ET:ADD
        UG:EBB RW:KGL TZ:DAR ZM:LUN ZW:HRE NA:WDH MU:MRU ZA:DUR NG:ABV PK:KHI PK:LHE PK:ISB IN:CCU
        IN:COK IN:AMD IN:TRV LK:CMB BD:DAC NP:KTM TH:CNX VN:DAD KH:KTI ID:SUB CN:PVG CN:PEK CN:CAN
        KR:PUS JP:FUK JP:CTS AU:PER AU:ADL AU:CBR NZ:WLG NZ:CHC FJ:NAN""",
}

CITIES = {
    "GB:EDI": "Edinburgh, GB",
    "FR:TLS": "Toulouse, FR",
    "DE:MUC": "Munich, DE",
    "ES:BCN": "Barcelona, ES",
    "PL:KRK": "Kraków, PL",
    "IN:PNQ": "Pune, IN",
    "US:DEN": "Boulder, US",
    "BR:GIG": "Rio de Janeiro, BR",
    "AU:MEL": "Melbourne, AU",
    "CA:YVR": "Vancouver, CA",
}

VENUES = """
lisbon       |Lisbon        |PT|EMEA|LIS         |EUR|30
porto        |Porto         |PT|EMEA|OPO         |EUR|25
madrid       |Madrid        |ES|EMEA|MAD         |EUR|30
barcelona    |Barcelona     |ES|EMEA|BCN         |EUR|30
paris        |Paris         |FR|EMEA|CDG/ORY   |EUR|60
london       |London        |GB|EMEA|LHR/LGW   |GBP|60
dublin       |Dublin        |IE|EMEA|DUB         |EUR|30
amsterdam    |Amsterdam     |NL|EMEA|AMS         |EUR|30
berlin       |Berlin        |DE|EMEA|BER         |EUR|40
frankfurt    |Frankfurt     |DE|EMEA|FRA         |EUR|30
copenhagen   |Copenhagen    |DK|EMEA|CPH         |DKK|25
stockholm    |Stockholm     |SE|EMEA|ARN         |SEK|45
prague       |Prague        |CZ|EMEA|PRG         |CZK|40
vienna       |Vienna        |AT|EMEA|VIE         |EUR|30
budapest     |Budapest      |HU|EMEA|BUD         |HUF|40
warsaw       |Warsaw        |PL|EMEA|WAW         |PLN|30
athens       |Athens        |GR|EMEA|ATH         |EUR|45
rome         |Rome          |IT|EMEA|FCO         |EUR|45
zurich       |Zürich        |CH|EMEA|ZRH         |CHF|25
istanbul     |Istanbul      |TR|EMEA|IST         |EUR|60
cape-town    |Cape Town     |ZA|EMEA|CPT         |ZAR|30
johannesburg |Johannesburg  |ZA|EMEA|JNB         |ZAR|35
marrakesh    |Marrakesh     |MA|EMEA|RAK         |EUR|25
dubai        |Dubai         |AE|EMEA|DXB         |USD|30
new-york     |New York      |US|AMER|EWR/JFK   |USD|70
boston       |Boston        |US|AMER|BOS         |USD|25
chicago      |Chicago       |US|AMER|ORD         |USD|50
denver       |Denver        |US|AMER|DEN         |USD|50
san-francisco|San Francisco |US|AMER|SFO         |USD|40
toronto      |Toronto       |CA|AMER|YYZ         |CAD|40
montreal     |Montréal      |CA|AMER|YUL         |CAD|35
vancouver    |Vancouver     |CA|AMER|YVR         |CAD|35
mexico-city  |Mexico City   |MX|AMER|MEX         |MXN|45
sao-paulo    |São Paulo     |BR|AMER|GRU         |BRL|60
singapore    |Singapore     |SG|APAC|SIN         |SGD|25
bangkok      |Bangkok       |TH|APAC|BKK         |THB|50
kuala-lumpur |Kuala Lumpur  |MY|APAC|KUL         |MYR|60
tokyo        |Tokyo         |JP|APAC|HND/NRT   |JPY|60
seoul        |Seoul         |KR|APAC|ICN         |KRW|70
sydney       |Sydney        |AU|APAC|SYD         |AUD|30
"""

UNITS_PER_EURO = {
    "EUR": 1.0, "GBP": 0.86, "DKK": 7.46, "SEK": 11.2, "CZK": 24.6, "HUF": 392, "PLN": 4.27, "CHF": 0.94,
    "ZAR": 20.1, "USD": 1.09, "CAD": 1.5, "MXN": 20.4, "BRL": 6.1, "SGD": 1.47, "THB": 37.6, "MYR": 4.7,
    "JPY": 168, "KRW": 1510, "AUD": 1.68,
}  # fmt: skip

GIVEN = """
    Ada Adam Aiko Alba Alex Amara Amir Ana Anders Anil Anouk Arun Asha Ben Bea Bo Carla Chen Chidi Clara
    Dana Daniel Deepa Diego Dora Elif Elin Emeka Emil Emma Erik Eva Farah Felix Femi Finn Freya Gita
    Hana Hugo Ida Ikram Ines Ivan Jae Jan Jana Jo Jonas Juan Jun Kai Kamal Karin Kenji Kofi Lan Lara
    Lars Leila Leo Lina Luis Maja Malik Marek Mateo Maya Mei Milan Mina Mira Nadia Nam Nia Nico Nils
    Noor Olga Omar Otto Pablo Paula Priya Rafa Rahul Ravi Rosa Rui Sami Sana Sara Sven Tara Tariq Theo
    Tomas Uma Vera Wei Yara Yuki Zara Zoe""".split()

FAMILY = """
    Abe Adler Ahmed Alves Amoah Andersen Arslan Bakker Banda Barros Becker Berg Bose Brandt Brown Castro
    Chan Chavez Cohen Costa Dahl Das Diaz Diallo Dubois Ekman Eze Farkas Fischer Flores Fujita Gallo
    Garcia Ghosh Haas Hansen Hassan Hoang Horvat Hughes Ito Ivanov Jansen Joshi Kang Kaya Kelly Khan Kim
    Klein Kovacs Kumar Larsen Le Lee Lim Lopez Mbeki Mensah Meyer Molina Moreau Morris Nair Ndiaye
    Nguyen Novak Okoro Olsen Ortiz Park Patel Perez Popescu Quist Rao Reyes Rossi Roy Sato Schmidt Shah
    Silva Singh Smit Soto Suzuki Tan Torres Tran Unger Vargas Virtanen Vogel Walsh Weber Wong Wu Yamada
    Yilmaz Young Zhang Ziegler""".split()

TEAM_NAMES = """
    Kernel Storage Network Compute Desktop Docs Web Identity Billing Search Mobile Security Data Quality
    Release Design Support Field Partners People""".split()

AWAY = ["2027-05-08..2027-05-16", "2027-09-04..2027-09-12"]

PEOPLE_COLUMNS = "id name email team manager home citizenship grade roles events unavailable cabin".split()
VENUE_COLUMNS = (
    "id name city country region airports capacity currency hire day_rate room_rate "
    "transfer_minutes transfer_cost available last_used"
).split()


def draw_homes(random: Random) -> list[str]:
    """`CC:HOME` of everybody: each airport once, the rest by weight, shuffled."""
    weights = {home: weight for weight, text in HOMES.items() for home in text.split()}
    homes = [*weights, *random.choices([*weights], [*weights.values()], k=PEOPLE - len(weights))]
    random.shuffle(homes)
    return homes


def home_text(home: str, random: Random) -> str:
    """The home as people.csv writes it; in some cities half of the people state the city."""
    if home in CITIES and random.random() < 0.5:
        return CITIES[home]
    return home.partition(":")[2]


def person(number: int, home: str, random: Random) -> dict[str, str]:
    """Person `number` from 0: the first TEAMS of them lead a team each, under person 0."""
    team = number % TEAMS
    is_head = number < TEAMS
    given, family = random.choice(GIVEN), random.choice(FAMILY)
    identity = f"{given}.{family}.{number:03}".lower()
    return {
        "id": f"p{number:03}",
        "name": f"{given} {family}",
        "email": f"{identity}@example.com",
        "team": TEAM_NAMES[team],
        "manager": ("" if number == 0 else "p000") if is_head else f"p{team:03}",
        "home": home_text(home, random),
        "citizenship": home[:2] if random.random() < 0.9 else "",
        "grade": "director" if is_head else random.choices(["senior", "engineer"], [3, 7])[0],
        "roles": "lead|key" if is_head else random.choices(["", "lead", "key"], [93, 5, 2])[0],
        "events": random.choices(["", "spring", "autumn", "-"], [94, 2, 2, 2])[0],
        "unavailable": random.choices(["", "2027-05-08..2027-05-16", "2027-09-04..2027-09-12"], [94, 3, 3])[0],
        "cabin": random.choices(["", "premium_economy", "business"], [985, 10, 5])[0],
    }


def amount(euros: float, currency: str) -> str:
    """Euros in another currency, in steps that a price list would have."""
    units = euros * UNITS_PER_EURO[currency]
    step = 100 if units > 5000 else 10 if units > 500 else 1
    return str(round(units / step) * step)


def venue(line: str, number: int, random: Random) -> dict[str, str]:
    """One row of VENUES with made-up prices; every seventh venue was used lately."""
    identity, city, country, region, airports, currency, minutes = (
        field.strip().replace("/", "|") for field in line.split("|")
    )
    return {
        "id": identity,
        "name": f"{city} Convention Centre",
        "city": city,
        "country": country,
        "region": region,
        "airports": airports,
        "capacity": str(random.choice([1000, 1200, 1500, 2000])),
        "currency": currency,
        "hire": amount(random.uniform(60_000, 160_000), currency),
        "day_rate": amount(random.uniform(35, 80), currency),
        "room_rate": amount(random.uniform(75, 210), currency),
        "transfer_minutes": minutes,
        "transfer_cost": amount(random.uniform(8, 30), currency),
        "available": "2027-03-01..2027-06-30|2027-09-01..2027-12-15" if number % 5 == 0 else "",
        "last_used": "2025-10-17" if number % 7 == 3 else "",
    }


def write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: Path) -> None:
    random = Random(SEED)
    people = [person(number, home, random) for number, home in enumerate(draw_homes(random))]
    venues = [venue(line, number, random) for number, line in enumerate(VENUES.strip().splitlines())]
    write(folder / "people.csv", PEOPLE_COLUMNS, people)
    write(folder / "venues.csv", VENUE_COLUMNS, venues)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
