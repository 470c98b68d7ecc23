"""The report as HTML pages that need nothing but themselves."""

from sprintplan.reports.html.pages import named_team_page, person_page, team_page, year_page
from sprintplan.reports.html.places import places_page

__all__ = ["named_team_page", "person_page", "places_page", "team_page", "year_page"]
