"""Write the block minutes of the shipped routes, as the fitted coefficients tell them, to sprintplan/offers/estimate/.

    python -m data.reference.minutes

To be run whenever `fitted.json` or the tables of routes change; a test compares them.
"""

import gzip
from pathlib import Path

from sprintplan.offers.estimate.block_times import ROUTE_MINUTES, block_minutes
from sprintplan.world.routes import shipped_routes

FOLDER = Path(__file__).parents[2] / "sprintplan" / "offers" / "estimate"


def main() -> None:
    """Estimate every route and write the table."""
    minutes = block_minutes(shipped_routes().origin, shipped_routes().destination)
    with (FOLDER / ROUTE_MINUTES).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(minutes.astype("<i2").tobytes())


if __name__ == "__main__":
    main()
