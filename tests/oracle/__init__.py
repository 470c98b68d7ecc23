"""A second opinion on the best year: the contract in plain Python, person by person, and one MILP over all of it.

It shares nothing with the product but the domain's nouns and the facts of the world.
"""

from tests.oracle.model import Answer, best

__all__ = ["Answer", "best"]
