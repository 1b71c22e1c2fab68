"""An export reads back as what was on the screen, starts no formula, and never damages a file."""

import csv
import errno
import json
import os
import stat
from collections.abc import Iterator
from datetime import UTC
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.payment_row import ListedPayment, UnreadableRow
from stancer_tui.render.csv_text import decimal_amount, excel_fr
from stancer_tui.render.export import PAYMENT_COLUMNS, ExportColumn, csv_lines, json_lines
from stancer_tui.render.safe import safe
from stancer_tui.store.export_file import ExportFailed, Problem, write_export
from tests.unit.rows import row

TEXTS = st.text() | st.sampled_from(
    ["=1+1", "+33", "-5", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "\n=1", "a;=1", 'a";=1', "\ud800", "＝1", "'=1"]
)
COLUMN: tuple[ExportColumn[Any], ...] = (
    ExportColumn("text", lambda item: item),
    ExportColumn("number", len),
)


def read(rows: list[ListedPayment]) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO("".join(csv_lines(PAYMENT_COLUMNS, rows)), newline="")))


@given(st.lists(TEXTS, max_size=8))
def test_texts_come_back_and_start_no_formula(texts: list[str]) -> None:
    written = "".join(csv_lines(COLUMN, texts))
    written.encode("utf-8")
    cells = list(csv.reader(StringIO(written, newline="")))[1:]
    assert [int(cell[1]) for cell in cells] == [len(text) for text in texts]
    for text, (cell, _) in zip(texts, cells, strict=True):
        assert cell.replace("'", "") == safe(text, 32_000).replace("'", "")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0", "\n", "＝", "＋", "－", "＠"))
        assert not text.startswith(("=", "+", "-", "@", "\t", "\r", "\0")) or cell.startswith("'")


@given(st.lists(TEXTS, max_size=8))
def test_a_separator_within_a_text_starts_no_cell(texts: list[str]) -> None:
    for line in list(csv_lines(COLUMN, texts))[1:]:
        assert line.count("\n") == 1
        assert line.startswith('"')
        assert line.endswith("\r\n")


@given(st.lists(TEXTS, max_size=8))
def test_json_lines_lose_nothing(texts: list[str]) -> None:
    lines = list(json_lines(COLUMN, texts))
    assert [json.loads(line) for line in lines] == [{"text": text, "number": len(text)} for text in texts]
    assert all(line.endswith("\n") and line[:-1].isprintable() for line in lines)


def test_amounts_are_numbers_in_minor_units_and_decimal() -> None:
    line = list(csv_lines(PAYMENT_COLUMNS, [row(1, amount=3000, refunds=[{"amount": 1250}])]))[1]
    assert ',3000,30.00,"EUR",' in line
    assert ",1250,12.50,1," in line
    (yen,) = read([row(1, amount=1250, currency="jpy")])
    assert (yen["amount_minor"], yen["amount"]) == ("1250", "1250")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["eur", "jpy"]))
def test_a_decimal_amount_is_plain_digits(amount: int, currency: str) -> None:
    text = str(decimal_amount(amount, currency))
    assert "E" not in text.upper()
    assert int(text.replace(".", "")) == amount


def test_a_payment_has_its_fields_and_its_instant_in_utc() -> None:
    (line,) = read([row(1, created=1_795_280_651, order_id="=cmd", status="refused", response="51")])
    assert line["created"] == "2026-11-21T17:04:11Z"
    assert line["order_id"] == "'=cmd"
    assert (line["status"], line["response"], line["last4"]) == ("refused", "51", "4242")
    assert line["live_mode"] == ""


def test_an_unreadable_row_is_there_and_says_why() -> None:
    (line,) = read([UnreadableRow("paym_x", "the currency is missing", 1_795_280_651)])
    assert (line["id"], line["shown_status"], line["unreadable"]) == (
        "paym_x",
        "unreadable",
        "the currency is missing",
    )
    assert line["amount"] == ""


def test_the_byte_order_mark_only_for_excel() -> None:
    assert next(csv_lines(COLUMN, ["x"], excel_fr(UTC))) == "\ufeff"
    assert "\ufeff" not in "".join(csv_lines(COLUMN, ["x"]))


def test_a_file_is_private_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "payments.csv"
    assert write_export(path, ["é\r\n", "b"]) == 5
    assert path.read_bytes() == "é\r\nb".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "payments.csv"
    path.write_text("old")
    path.chmod(0o644)
    with pytest.raises(ExportFailed) as failed:
        write_export(path, ["new"])
    assert failed.value.problem is Problem.EXISTS
    assert path.read_text() == "old"
    write_export(path, ["new"], overwrite=True)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_comes_while_we_write_stays(tmp_path: Path) -> None:
    path = tmp_path / "payments.csv"

    def lines() -> Iterator[str]:
        yield "ours"
        path.write_text("theirs")

    with pytest.raises(ExportFailed) as failed:
        write_export(path, lines())
    assert failed.value.problem is Problem.EXISTS
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("comes", [False, True])
def test_a_file_system_without_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comes: bool
) -> None:
    path = tmp_path / "payments.csv"

    def no_link(*_: object) -> None:
        if comes:
            path.write_text("theirs")
        raise OSError(errno.EOPNOTSUPP, "no links here")

    monkeypatch.setattr(os, "link", no_link)
    if comes:
        with pytest.raises(ExportFailed):
            write_export(path, ["ours"])
    else:
        write_export(path, ["ours"])
    assert path.read_text() == ("theirs" if comes else "ours")
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target, path = tmp_path / "target", tmp_path / "payments.csv"
    target.write_text("precious")
    path.symlink_to(target)
    with pytest.raises(ExportFailed):
        write_export(path, ["x"])
    write_export(path, ["x"], overwrite=True)
    assert target.read_text() == "precious"
    assert path.read_text() == "x"
    assert not path.is_symlink()


def test_a_failure_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield "half"
        raise RuntimeError

    path = tmp_path / "payments.csv"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        write_export(path, lines(), overwrite=True)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", Problem.IS_DIRECTORY),
        ("missing/payments.csv", Problem.NO_DIRECTORY),
        ("file/payments.csv", Problem.NO_DIRECTORY),
        ("n" * 300, Problem.BAD_NAME),
        ("a\0b", Problem.BAD_NAME),
    ],
)
def test_a_bad_place_is_named_in_a_sentence(tmp_path: Path, name: str, problem: Problem) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportFailed) as failed:
        write_export(tmp_path / name, ["x"])
    assert failed.value.problem is problem
    assert str(failed.value).endswith(".")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("code", "problem"), [(errno.EACCES, Problem.NOT_ALLOWED), (errno.ENOSPC, Problem.FULL)]
)
def test_what_the_disk_refuses_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, problem: Problem
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, "refused")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ExportFailed) as failed:
        write_export(tmp_path / "payments.csv", ["x"])
    assert failed.value.problem is problem
    assert list(tmp_path.iterdir()) == []
