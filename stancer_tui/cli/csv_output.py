"""The CSV of a command: for programs (`--csv`), or as Excel in French opens it (`--csv-fr`)."""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import tzinfo
from io import TextIOWrapper
from typing import TYPE_CHECKING

from stancer_tui.language import _

if TYPE_CHECKING:
    from stancer_tui.render.csv_text import CsvForm, Value

_FRENCH = "fr"


def add_csv_options(add: Callable[..., argparse.Action], *, what: str) -> None:
    """Add both options; one of them is `args.csv`."""
    french = _("CSV for Excel in French: semicolons, decimal commas, French dates in your time zone")
    add("--csv", action="store_const", const="plain", help=what)
    add("--csv-fr", dest="csv", action="store_const", const=_FRENCH, help=french)


def csv_writer(
    form: str, zone: Callable[[], tzinfo], plain: "CsvForm | None" = None
) -> "Callable[[Iterable[Value]], None]":
    """Prints rows on stdout in the form of `args.csv`; what stands before the rows is printed at once.

    `zone` is asked where moments stand in it. The lines end as the system's lines do: Excel takes both.
    """
    from stancer_tui.render.csv_text import PLAIN, csv_line, excel_fr

    chosen = excel_fr(zone()) if form == _FRENCH else plain or PLAIN
    if chosen.beginning:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # which is what the byte order mark says
        sys.stdout.write(chosen.beginning)
    return lambda values: print(csv_line(values, chosen, end=""))
