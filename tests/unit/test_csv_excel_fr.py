"""The CSV that Excel in French opens: its marks, its numbers, its days, and no formula either."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.models.payment_row import ListedPayment, UnreadableRow
from stancer_tui.render.csv_text import Value, csv_line, excel_fr
from stancer_tui.render.export import PAYMENT_COLUMNS, csv_lines, json_lines
from tests.unit.rows import row

PARIS = ZoneInfo("Europe/Paris")
FORM = excel_fr(PARIS)


def written(*values: Value) -> str:
    return csv_line(values, FORM, end="")


def test_numbers_have_a_comma_and_cells_a_semicolon() -> None:
    assert written(Decimal("-1034.50"), 103450, "Roux, Anna", None) == '-1034,50;103450;"Roux, Anna";""'


def test_an_instant_is_that_of_the_zones_calendar() -> None:
    late = datetime(2026, 11, 20, 23, 30, 5, tzinfo=UTC)
    assert written(late) == "21/11/2026 00:30:05"
    assert csv_line([late], end="") == "2026-11-20T23:30:05Z"


def test_a_day_has_no_time() -> None:
    assert written(date(2026, 11, 3)) == "03/11/2026"
    assert csv_line([date(2026, 11, 3)], end="") == "2026-11-03"


@pytest.mark.parametrize("text", ["=1+2", ";=1+2", 'a";=1', "\t@x", "-1034,50", "＝1"])
def test_a_foreign_text_is_no_formula_here_either(text: str) -> None:
    ((cell,),) = csv.reader(StringIO(written(text)), delimiter=";")
    assert "'" in cell


def test_the_payments_have_the_same_names_and_the_same_cells() -> None:
    rows: list[ListedPayment] = [
        row(1, created=1_795_280_651, amount=3000, refunds=[{"amount": 1250}]),
        UnreadableRow("x", "why"),
    ]
    mark, *lines = csv_lines(PAYMENT_COLUMNS, rows, FORM)
    assert mark == "\ufeff"
    first, second = csv.DictReader(StringIO("".join(lines), newline=""), delimiter=";")
    assert list(first) == [column.name for column in PAYMENT_COLUMNS]
    assert (first["created"], first["amount"], first["refunded"]) == ("21/11/2026 18:04:11", "30,00", "12,50")
    assert (second["id"], second["created"], second["unreadable"]) == ("x", "", "why")


def test_json_lines_have_instants_in_utc_whatever_the_form() -> None:
    (line,) = json_lines(PAYMENT_COLUMNS, [row(1, created=1_795_280_651)])
    assert '"created":"2026-11-21T17:04:11Z"' in line.replace('": "', '":"')
