"""Commands that ask for live fares: quote."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from sprintplan.app import quoting, refreshing
from sprintplan.app.adaptive import AdaptiveWish, quote_adaptively
from sprintplan.cli.commands import STOPPED, commands
from sprintplan.cli.options import PATH, Number, folder_argument, format_option, insecure_option
from sprintplan.cli.printing import new_watch, say, say_json, show_warnings, warn
from sprintplan.reports.text.quote import adaptive_facts, adaptive_text, quote_facts, quote_text
from sprintplan.reports.text.refresh import refresh_facts, refresh_text


@commands.command(
    examples=[
        "sprintplan quote our-year --dry-run",
        "sprintplan quote our-year --adaptive --max-searches 500",
        "sprintplan quote our-year --refresh plan.json",
    ]
)
@folder_argument
@click.option("--dry-run", is_flag=True, help="Say how many searches it takes; ask nothing.")
@click.option("--max-searches", type=click.IntRange(min=0), metavar="N", help="Ask no more than N this time.")
@click.option("--venue", "venues", multiple=True, metavar="VENUE", help="Only this venue; may be repeated.")
@click.option("--event", "events", multiple=True, metavar="EVENT", help="Only this event; may be repeated.")
@click.option("--adaptive", is_flag=True, help="Ask only what decides between likely winners.")
@click.option(
    "--confidence",
    type=Number(0.5, 0.999),
    default=0.95,
    show_default=True,
    help="With --adaptive: how sure to be of the winner.",
)
@click.option("--refresh", type=PATH, metavar="PLAN", help="Ask again for the offers of this plan alone.")
@insecure_option
@format_option
@click.pass_context
def quote(
    ctx: click.Context,
    /,
    folder: Path,
    form: str,
    adaptive: bool,
    confidence: float,
    refresh: Path | None,
    insecure: bool,
    **wished: Any,
) -> None:
    """Ask Duffel for the live fares that planning FOLDER needs.

    Answers are kept in FOLDER/cache; what is there and fresh is not asked again. The token is read from
    DUFFEL_API_TOKEN.
    """
    if refresh is not None:
        if adaptive or any(wished.values()):
            raise click.UsageError("--refresh asks for the offers of the plan alone: leave the other options out")
        _refresh(folder, refresh, form, insecure=insecure)
        return
    wished["insecure"] = insecure
    try:
        if adaptive:
            _adaptive(folder, confidence, form, wished)
        else:
            _everything(folder, form, wished)
    except KeyboardInterrupt:
        warn("stopped; what was answered is kept, and the same command goes on from there")
        ctx.exit(STOPPED)


def _everything(folder: Path, form: str, wished: dict[str, Any]) -> None:
    quoted = quoting.quote(folder, quoting.QuoteWish(**wished, on_stop=_stopping), new_watch())
    if form == "json":
        say_json(quote_facts(quoted))
    else:
        say(quote_text(quoted))
    quoting.require_answers(quoted)


def _adaptive(folder: Path, confidence: float, form: str, wished: dict[str, Any]) -> None:
    if wished["dry_run"]:
        raise click.UsageError("--adaptive cannot tell beforehand what it asks: leave --dry-run out, or --adaptive")
    wish = quoting.QuoteWish(**wished, on_stop=_stopping)
    quoted = quote_adaptively(folder, wish, AdaptiveWish(confidence, date.today()), new_watch())
    if form == "json":
        say_json(adaptive_facts(quoted))
    else:
        say(adaptive_text(quoted))
    quoting.require_answers(quoted)


def _refresh(folder: Path, plan: Path, form: str, *, insecure: bool) -> None:
    watch = new_watch()
    refreshed = refreshing.refresh(folder, plan, watch, insecure=insecure)
    show_warnings(watch.warnings)
    if form == "json":
        say_json(refresh_facts(refreshed))
    else:
        say(refresh_text(refreshed))
    refreshing.require_offers(refreshed)


def _stopping(waiting: int) -> None:
    warn(f"stopping: of {waiting} answers under way those are kept that come at once; ctrl-C again waits for none")
