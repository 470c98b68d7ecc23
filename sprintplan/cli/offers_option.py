"""The option of commands that plan by which their offers are chosen; apart, as the settings take a while to load."""

from typing import get_args

import click

from sprintplan.domain.settings import Source

offers_option = click.option(
    "--offers", type=click.Choice(get_args(Source)), metavar="SOURCE", help="estimate, files or duffel."
)
