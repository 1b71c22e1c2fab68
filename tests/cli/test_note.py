"""`stancer-tui note`: notes on the command line, and in what `show` prints."""

import io
import json

import pytest

from tests.cli.running import Machine
from tests.cli.shop import Shop

PAYMENT = "paym_" + "A" * 24
OTHER = "paym_" + "B" * 24


def lines(machine: Machine, *arguments: str) -> list[str]:
    ran = machine.here("note", *arguments)
    assert ran.code == 0, ran.err
    return ran.out.splitlines()


def test_a_note_is_written_and_printed_with_its_number(machine: Machine) -> None:
    (written,) = lines(machine, PAYMENT, "customer called")
    (printed,) = lines(machine, PAYMENT)
    assert written == printed
    assert printed.endswith(": customer called")
    assert lines(machine, OTHER) == []


def test_no_notes_are_a_word_and_no_data(machine: Machine) -> None:
    ran = machine.here("note", PAYMENT)
    assert (ran.code, ran.out, ran.err) == (0, "", "No notes yet.\n")
    assert machine.here("note", PAYMENT, "--json").err == ""


def test_a_note_is_struck_through_by_the_beginning_of_its_number(machine: Machine) -> None:
    number = lines(machine, PAYMENT, "a mistake")[0].split()[0]
    (struck,) = lines(machine, PAYMENT, "--strike", number)
    assert "a mistake (struck through by " in struck
    assert lines(machine, PAYMENT) == [struck]
    assert machine.here("note", PAYMENT, "--strike", number).code == 1, "it is struck already"


@pytest.mark.parametrize("number", ["zzzz", ""])
def test_a_number_that_names_no_note_strikes_none(number: str, machine: Machine) -> None:
    lines(machine, PAYMENT, "customer called")
    ran = machine.here("note", PAYMENT, "--strike", number)
    assert (ran.code, ran.err) == (2, "No note on it has this number.\n")
    (kept,) = lines(machine, PAYMENT)
    assert "struck" not in kept


def test_of_several_notes_none_is_struck_by_a_guess(machine: Machine) -> None:
    numbers = {lines(machine, PAYMENT, f"note {number}")[0][0] for number in range(17)}
    assert len(numbers) <= 16, "two of them begin alike"
    found = [machine.here("note", PAYMENT, "--strike", each).err for each in numbers]
    assert "Several notes on it begin so.\n" in found


def test_the_number_of_a_note_on_something_else_is_none_here(machine: Machine) -> None:
    number = lines(machine, OTHER, "customer called")[0].split()[0]
    assert machine.here("note", PAYMENT, "--strike", number).code == 2


def test_a_note_is_read_from_stdin(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("customer called\nat noon\n"))
    (printed,) = lines(machine, PAYMENT, "-")
    assert printed.endswith(": customer called / at noon")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("PAYMENT", "x"), 2, "That is not an id"),
        ((PAYMENT, "  "), 1, "this one is empty"),
        ((PAYMENT, "x" * 2001), 1, "this one has 2,001"),
        ((PAYMENT, "pay 4242 4242 4242 4242"), 1, "looks like a card number"),
        ((PAYMENT, "text", "--strike", "a"), 2, "not both"),
        ((PAYMENT, "--json", "--mask"), 2, "leave out --mask"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], code: int, said: str, machine: Machine
) -> None:
    ran = machine.here("note", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert lines(machine, PAYMENT) == []


def test_a_note_as_json(machine: Machine) -> None:
    lines(machine, PAYMENT, "called\nÉlodie")
    (line,) = lines(machine, PAYMENT, "--json")
    note = json.loads(line)
    assert (note["schema"], note["object"], note["mode"]) == ("stancer-tui/note/1", PAYMENT, "test")
    assert (note["text"], note["struck_by"], note["struck_at"]) == ("called\nÉlodie", None, None)
    assert note["at"].endswith("Z")


def test_mask_hides_what_a_note_says(machine: Machine) -> None:
    lines(machine, PAYMENT, "called Élodie")
    (printed,) = lines(machine, PAYMENT, "--mask")
    assert printed.endswith(": c•••")


def test_a_note_changes_nothing_at_stancer_and_may_be_written_read_only(machine: Machine) -> None:
    (printed,) = lines(machine, PAYMENT, "customer called", "--read-only")
    assert printed.endswith(": customer called")


def test_a_ledger_that_cannot_be_written_is_no_note(machine: Machine) -> None:
    machine.journal.path.parent.mkdir(parents=True)
    machine.journal.path.write_bytes(b"not a journal" * 100)
    ran = machine.here("note", PAYMENT, "customer called")
    assert ran.code == 1
    assert ran.err.startswith("The notes are not known now: ")
    assert ran.out == ""


def test_show_prints_the_notes_last(machine: Machine, shop: Shop) -> None:
    payment = shop.payment("refused", amount=3021)
    assert "Notes" not in machine.here("show", payment).out
    assert not machine.journal.path.exists(), "reading creates no ledger"
    lines(machine, payment, "customer called")
    *_, heading, note = machine.here("show", payment).out.splitlines()
    assert heading == "Notes"
    assert note.endswith(": customer called")
    (shown,) = machine.here("show", payment, "--json").out.splitlines()
    assert [each["text"] for each in json.loads(shown)["notes"]] == ["customer called"]
    listed = map(json.loads, machine.here("list", "payments", "--json").out.splitlines())
    assert {each["notes"] for each in listed} == {None}, "a list does not read them"


def test_show_tells_notes_that_are_not_known_from_none(machine: Machine, shop: Shop) -> None:
    payment = shop.payment("refused", amount=3021)
    machine.journal.path.parent.mkdir(parents=True)
    machine.journal.path.write_bytes(b"not a journal" * 100)
    ran = machine.here("show", payment)
    assert ran.code == 0
    assert ran.out.splitlines()[-2:] == ["Notes", "  not known: the ledger cannot be read"]
    assert json.loads(machine.here("show", payment, "--json").out)["notes"] is None
