"""Staff lists in languages that few HR systems speak."""

from pathlib import Path

import pytest

from sprintplan.intake.countries import find_citizenship
from tests.intake.importing import imported, people_of

LISTS = {
    "french": (
        "Prénom|Nom|Adresse e-mail|Équipe|Responsable hiérarchique|Ville|Pays|Nationalité|Date d'embauche",
        "Cléo|Dupont|c@x.example|Ventes|Cléo Dupont|Genève|Suisse|Française|15/03/2021",
        {"name": "Cléo Dupont", "home": "Geneva, CH", "citizenship": "FR", "joins": "2021-03-15"},
    ),
    "spanish": (
        "Nombre|Apellidos|Correo electrónico|Equipo|Responsable|Ciudad|País|Nacionalidad|Fecha de alta",
        "Ana|García|c@x.example|Datos||Ciudad de México|México|Mexicana|15/03/2021",
        {"name": "Ana García", "home": "Mexico City, MX", "citizenship": "MX", "joins": "2021-03-15"},
    ),
    "italian": (
        "Nome|Cognome|Città|Paese|Email aziendale|Reparto|Cittadinanza",
        "Lia|Rossi|Firenze|Italia|c@x.example|Vendite|Portoghese",
        {"name": "Lia Rossi", "home": "Florence, IT", "citizenship": "PT", "team": "Vendite"},
    ),
    "portuguese": (
        "Nome completo|Cidade|Estado|País|E-mail|Departamento|Gestor|Nacionalidade",
        "João Souza|Recife|PE|Brasil|c@x.example|Produto||Brasileira",
        {"name": "João Souza", "home": "Recife, BR", "citizenship": "BR", "team": "Produto"},
    ),
    "dutch": (
        "Voornaam|Achternaam|Woonplaats|Land|Afdeling|E-mailadres|Nationaliteit",
        "Jan|de Vries|Den Haag|Nederland|Verkoop|c@x.example|Belgische",
        {"name": "Jan de Vries", "home": "The Hague, NL", "citizenship": "BE", "team": "Verkoop"},
    ),
    "polish": (
        "Imię|Nazwisko|Miasto|Kraj|Dział|E-mail służbowy|Obywatelstwo",
        "Ola|Nowak|Kraków|Polska|Sprzedaż|c@x.example|PL",
        {"name": "Ola Nowak", "home": "Kraków, PL", "citizenship": "PL", "team": "Sprzedaż"},
    ),
    "swedish": (
        "Namn|Stad|Land|Avdelning|E-post",
        "Åsa Berg|Göteborg|Sverige|Teknik|c@x.example",
        {"name": "Åsa Berg", "home": "Gothenburg, SE", "team": "Teknik"},
    ),
    "chinese": (
        "姓名|城市|国家|部门|邮箱|国籍",
        "王伟|上海|中国|研发|c@x.example|中国",
        {"name": "王伟", "home": "Shanghai, CN", "citizenship": "CN", "team": "研发"},
    ),
    "korean": (
        "이름|도시|국가|부서|이메일|국적",
        "김민수|서울|대한민국|개발|c@x.example|대한민국",
        {"name": "김민수", "home": "Seoul, KR", "citizenship": "KR", "team": "개발"},
    ),
}


@pytest.mark.parametrize(("headings", "row", "expected"), LISTS.values(), ids=LISTS)
def test_every_heading_of_a_list_is_known(headings: str, row: str, expected: dict[str, str], tmp_path: Path) -> None:
    """Name, home, passport and team are read, and nothing is left unread."""
    facts = imported(tmp_path, [headings.split("|"), row.split("|")], {})
    assert facts["not_read"] == []
    [person] = people_of(tmp_path / "people.csv")
    assert person["email"] == "c@x.example"
    assert expected.items() <= person.items()


@pytest.mark.parametrize(
    ("word", "country"),
    [("Indiana", "IN"), ("chinês", "CN"), ("sud-africaine", "ZA"), ("nigérian", "NG"), ("nigérien", None)],
)
def test_a_nationality_means_one_country(word: str, country: str | None) -> None:
    """Who is nigérien has a passport of Niger, which no list here has, and not of Nigeria."""
    assert find_citizenship(word) == country
