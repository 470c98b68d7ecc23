"""Parts of the world in which air fares move together."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.world.airports import airports

OTHERS = "africa"
REGIONS = {
    "europe": "AT BE CH DE DK FI FR GB IE IS LU NL NO SE LI MC FO AX GG JE IM",
    "south-europe": "ES PT IT GR MT CY HR SI GI AD SM VA",
    "east-europe": "PL CZ SK HU RO BG RS BA ME MK AL XK EE LV LT MD UA",
    "north-asia": "RU BY KZ UZ KG TJ TM AM AZ GE",
    "turkey": "TR",
    "north-america": "US CA GL PM BM",
    "caribbean": "MX GT BZ SV HN NI CR PA CU JM HT DO PR BS BB TT GD LC VC AG KN DM TC KY VG VI AW CW BQ SX MF BL GP "
    "MQ AI MS",
    "south-america": "BR AR CL PE CO EC BO PY UY VE GY SR GF FK",
    "north-africa": "MA DZ TN LY EG EH",
    "middle-east": "AE SA QA KW BH OM JO LB IL IQ IR SY YE PS",
    "south-asia": "IN PK BD LK NP MV BT AF",
    "south-east-asia": "TH VN MY SG ID PH KH LA MM BN TL",
    "east-asia": "CN JP KR TW HK MO MN KP",
    "oceania": "AU NZ FJ PG NC PF VU WS TO SB KI NR TV CK NU WF PW FM MH GU MP AS",
}
"""Countries (ISO 3166-1 alpha-2) by region; all others are africa."""
NAMES = (*REGIONS, OTHERS)


@cache
def region_numbers() -> NDArray[np.int64]:
    """(airports,) position of each airport's region in NAMES."""
    region = {country: number for number, name in enumerate(REGIONS) for country in REGIONS[name].split()}
    return np.array([region.get(country, len(REGIONS)) for country in airports().countries], np.int64)
