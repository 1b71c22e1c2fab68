"""Every limit of the reference's tables is refused at its field, before anything is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.api.fields import FIELDS, Flag, HttpsUrl, Ip, Number, OneOf, Rule, SomeOf, Words
from stancer_tui.ui.forms.form import FieldKind, FormField
from stancer_tui.ui.forms.reading import FieldError, read_field
from stancer_tui.ui.payments import form_fields as fields
from stancer_tui.ui.payments.new_form import new_parts
from tests.ui.desks.payment_writer import till

NAMES = {"auth.return_url": "auth_return_url"}
"""Fields of the form that are not called as the API calls them."""

CHOSEN = {"payment.status", "payment.currency", "payment.methods_allowed", "payment.capture"}
"""What is chosen, or asked by an action of its own: nothing wrong can be typed."""

NOT_OF_A_PAYMENT = {"customer.external_id", "customer.date_birth", "customer.legal_id", "customer.country"}
"""What the customer's own form has."""


def wrong(rule: Rule) -> Iterator[str]:
    """Texts that a rule refuses, just outside of it."""
    match rule:
        case Words():
            if rule.least > 1:
                yield "x" * (rule.least - 1)
            yield "x" * (rule.most + 1)
        case HttpsUrl():
            yield from ("http://shop.example/", "https://", "shop.example", f"https://s.example/{'x' * 2048}")
        case Number():
            yield str(rule.least - 1)
            if rule.most is not None:
                yield str(rule.most + 1)
        case Ip():
            yield from ("300.1.1.1", "localhost", "1.2.3")
        case _:
            raise AssertionError(f"no wrong text is known for {rule}")


def cases() -> Iterator[tuple[str, str]]:
    """Each field of the form with each wrong text."""
    for kind in ("payment", "auth", "device", "customer"):
        for name, rule in FIELDS[kind].items():
            whole = f"{kind}.{name}"
            if whole in CHOSEN | NOT_OF_A_PAYMENT:
                assert isinstance(rule, Flag | OneOf | SomeOf) or whole in NOT_OF_A_PAYMENT
                continue
            texts = ["0.49"] if whole == "payment.amount" else list(wrong(rule))
            yield from ((NAMES.get(whole, name), text) for text in texts)


async def test_every_limit_of_a_new_payment_is_refused_at_its_field(tmp_path: Path) -> None:
    async with till(tmp_path, size=(100, 60)) as at:
        card = await at.card()
        at.counter.wire.bodies.clear()
        await at.press("n", "p")
        await at.fill(how="card", auth="ask", who="new")
        await at.fill(amount="30", card=card, ip="212.27.48.10", port="1337", email="anna@example.org")
        right = dict(at.form.raws)
        wrong_texts = dict(reversed(tuple(cases()))) | {"card": "cust_" + "x" * 24}
        assert len(wrong_texts) == 15
        for texts in (wrong_texts, {"amount": "", "unique_id": ""}, {"amount": "-12"}):
            await at.fill(**(right | texts))
            await at.counter.pilot.press("ctrl+s")
            await at.counter.pilot.pause()
            for name, text in texts.items():
                assert at.error(name).startswith("! "), (name, text[:40])
                assert at.form.raws[name] == text, "nothing typed is lost"
            first = next(row for row in at.form.rows if row.field.name in texts)
            assert at.form.fields.row_of(at.form.focused) is first, "the first that is wrong is gone to"
            assert at.writes == []
        await at.fill(**right)
        await at.press("ctrl+s")
        assert len(at.writes) == 1, "what is right is sent"


@pytest.mark.parametrize(("name", "text"), cases(), ids=lambda value: value[:24])
def test_every_limit_is_read_at_its_field(name: str, text: str) -> None:
    field = next(each for each in new_parts("drawn") if isinstance(each, FormField) and each.name == name)
    with pytest.raises(FieldError):
        read_field(field, {name: text, "currency": "eur"})


def test_amounts_are_typed_in_their_currency() -> None:
    assert fields.AMOUNT.kind is FieldKind.AMOUNT
    assert fields.AMOUNT.currency_from == "currency"
    assert FIELDS["payment"]["amount"] == Number(50)
