"""Lines that close a staff list: totals, "Confidential", "Page 1 of 3", "Generated on 2026-11-30"."""

import re
from collections.abc import Sequence

from sprintplan.intake.headings import simple

TOTAL = re.compile(
    r"((grand|sub|overall) ?)?(totals?|summe|gesamt\w*|zwischensumme|insgesamt|anzahl|head ?count)( |\d|$)"
    r"|(sum|suma|somme)( ?\d|$)|合計|総計|小計|합계|총계|소계|合计|总计|小计"
)
"""What a row of totals begins with, simply written; names of people do, too, so that it counts without a home alone."""

CLOSING = re.compile(
    r"((strictly|highly|company|private|and|streng|strikt|estrictamente) )*"
    r"(confidential|proprietary|vertraulich|confidentiel|confidencial|riservato|vertrouwelijk)( |$)"
    r"|機密|社外秘|대외비|机密"
    r"|(for )?internal use( |$)|all rights reserved|copyright |(applied )?filters (applied|active)|applied filters? "
    r"|((this )?(report|list|file|data|document|export) (was )?)?"
    r"(generated|created|printed|exported|produced|downloaded|extracted|prepared|(last )?(updated|modified|changed))"
    r" (on|at|by|from|via|with|using) "
    r"|(erstellt|exportiert|gedruckt|erzeugt|generiert) (am|von|aus|mit) "
    r"|(generee?|exportee?|imprimee?) (le|par|depuis) "
    r"|(generad|exportad|impres|gerad|stampat|generat)[oa] (el|por|desde|em|de|il|da) "
    r"|(as (of|at)|stand|stato) \d|end of( the)? (list|report|file|data|document|sheet)$"
    r"|(page|seite|page no|pagina|strona|ページ) ?\d+( |$)|\d+ (of|von|de|di|van) \d+$"
    r"|\d+ (rows|records|entries|employees|people|persons|results|members|personen|mitarbeiter\w*)( |$)"
)
"""What a closing line begins with, simply written."""

SIGNED = re.compile(
    r"\W*(©|https?://|\w+( \w+)?:\s*\d|\d+\s*/\s*\d+\W*$|\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4}|\d{4}年"
    r"|(source|notes?|disclaimer|quelle|hinweis|fonte|fuente)\s*:)",
    re.IGNORECASE,
)
"""What one begins with by its signs: a date, "Source:", "Employees: 82", "1/3"."""


def is_total(words: str) -> bool:
    """Whether a name, in its `words` as they are listed, is that of a row of totals."""
    return bool(TOTAL.match(simple(words)))


def is_closing_line(cells: Sequence[str]) -> bool:
    """Whether a row of a staff list closes it: the only one of its `cells` that is filled says so.

    A name alone is a person's, of whom nothing else is known.
    """
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 and bool(CLOSING.match(simple(filled[0])) or SIGNED.match(filled[0]))
