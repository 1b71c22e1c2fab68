"""The CSV of a command: for programs (`--csv`), or as Excel in French opens it (`--csv-fr`)."""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import tzinfo
from io import TextIOWrapper

from stancer_tui.language import N_, _
from stancer_tui.render.csv_text import PLAIN, CsvForm, Value, csv_line, excel_fr

_FRENCH = "fr"


def add_csv_options(add: Callable[..., argparse.Action], *, what: str) -> None:
    """Add both options; one of them is `args.csv`."""
    add("--csv", action="store_const", const="plain", help=what)
    add("--csv-fr", dest="csv", action="store_const", const=_FRENCH, help=_(_HELP))


_HELP = N_("CSV for Excel in French: semicolons, decimal commas, French dates in your time zone")


def csv_writer(
    form: str, zone: Callable[[], tzinfo], plain: CsvForm = PLAIN
) -> Callable[[Iterable[Value]], None]:
    """Prints rows on stdout in the form of `args.csv`; what the form begins with is printed at once.

    `zone` is asked where moments stand in it. The lines end as the system's lines do: Excel takes both.
    """
    chosen = excel_fr(zone()) if form == _FRENCH else plain
    if chosen.beginning:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # which is what the byte order mark says
        sys.stdout.write(chosen.beginning)
    return lambda values: print(csv_line(values, chosen, end=""))
