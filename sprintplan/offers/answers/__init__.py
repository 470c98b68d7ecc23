"""Answers of offer providers in JSON, Duffel's and Amadeus's, read into the columns of offers."""

from sprintplan.offers.answers.decode import NoOffers
from sprintplan.offers.answers.reader import ProviderAnswer, Reading, read_answers
from sprintplan.offers.answers.survey import Survey, survey
from sprintplan.offers.skipped import Skipped

__all__ = ["NoOffers", "ProviderAnswer", "Reading", "Skipped", "Survey", "read_answers", "survey"]
