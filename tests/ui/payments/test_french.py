"""Payments in French, as an agent reads them on a terminal of 80 columns."""

from pathlib import Path

import pytest

from stancer_tui.models.mode import Mode
from stancer_tui.reference import statuses
from stancer_tui.ui.payments.action_dialog import PaymentActionDialog
from tests.ui.desks.payment_writer import PATIENT, QUICK, Till, till
from tests.ui.desks.refund_shop import Loss
from tests.ui.driving import NARROW

CAPTURE = ("PATCH", {"status": "capture"})


pytestmark = pytest.mark.usefixtures("french")


def flat(at: Till) -> str:
    """The screen in one line, without frames: a sentence is found wherever it wraps."""
    return " ".join(at.text.translate(str.maketrans("│╭╮╰╯─┃┏┓┗┛━▁▂▃▄▅▆▇", " " * 19)).split())


async def test_the_list_says_what_is_loaded_and_why_there_is_nothing(tmp_path: Path) -> None:
    async with till(tmp_path, size=NARROW) as at:
        assert "Paiements · 7 derniers jours" in at.text
        await at.press("/", *"zzz", "enter")
        assert "Aucun paiement chargé ne correspond · 7 derniers jours." in flat(at)


async def test_a_capture_names_whom_how_much_and_what_it_does(tmp_path: Path) -> None:
    async with till(tmp_path, size=NARROW) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        assert isinstance(at.counter.app.screen, PaymentActionDialog)
        words = flat(at)
        assert "Capturer 50,00 EUR" in words
        assert "Le client est débité de ce montant." in words
        assert "L’autorisation expire" in words
        assert "Capturer 50,00 EUR" in at.buttons()
        await at.push("send")
        assert at.writes == [CAPTURE]
        assert "La capture de 50,00 EUR a été demandée." in flat(at)


async def test_live_says_so_where_it_is_confirmed(tmp_path: Path) -> None:
    async with till(tmp_path, mode=Mode.LIVE, size=NARROW) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        assert "PRODUCTION, argent réel" in flat(at)


async def test_a_lost_capture_is_called_unknown_and_sent_once(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=PATIENT, size=NARROW) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        at.counter.wire.loss = Loss.BEFORE
        await at.push_now("send")
        await at.until("L’issue est inconnue.")
        words = flat(at)
        assert "Ne pas le capturer à nouveau d’ici là." in words
        assert "Chercher maintenant" in at.buttons()
        await at.key("escape", "c")
        await at.until("n’est pas encore connue")
        await at.key("escape")
        at.counter.wire.loss = None
        assert sum(method == "PATCH" for method, _body in at.writes) == 1


async def test_what_leaves_no_trace_may_still_appear(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=QUICK, size=NARROW) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        at.counter.wire.loss = Loss.BEFORE
        await at.push_now("send")
        await at.until("Aucune trace de la capture")
        assert "Elle peut encore apparaître" in flat(at)


async def test_a_payment_tells_its_story(tmp_path: Path) -> None:
    async with till(tmp_path, size=(160, 45)) as at:
        await at.at(await at.given(card=await at.card(), capture=False, order_id="W-1"))
        await at.until("Tout ce qui est communiqué")
        for said in (
            "30,21 EUR ○ autorisé",
            "commande W-1",
            "Pourquoi",
            "Remboursements",
            "Pas encore encaissé : r annule tout le paiement de 30,21 EUR.",
            "Ce qui s’est passé · fuseau",
            "paiement créé",
            "À venir",
            "l’autorisation expire",
            "(calculé : 7 jours",
            "Tout ce qui est communiqué : ",
        ):
            await at.until(said)


async def test_what_cannot_be_done_says_why_in_the_menu(tmp_path: Path) -> None:
    async with till(tmp_path, size=NARROW) as at:
        await at.at(await at.given(order_id="B-1"))
        await at.press("m")
        words = flat(at)
        assert "Modifier le paiement" in words
        assert "Il n’a encore ni carte ni compte." in words
        assert "la page où le client paie" in words


async def test_a_form_names_whose_payment_it_is_and_what_is_wrong(tmp_path: Path) -> None:
    async with till(tmp_path, size=NARROW) as at:
        await at.at(await at.given(order_id="B-1"))
        await at.press("e")
        assert "B-1 · 30,21 EUR" in flat(at)
        assert "Seul ce qui est modifié est envoyé." in flat(at)
        await at.press("ctrl+s")
        assert "Rien n’est encore modifié." in flat(at)
        assert at.writes == []


async def test_a_link_says_where_the_customer_comes_back(tmp_path: Path) -> None:
    async with till(tmp_path, size=NARROW) as at:
        await at.at(await at.given(order_id="B-1", return_url="https://shop.example/retour"))
        await at.press("l")
        words = flat(at)
        assert "Lien de paiement" in words
        assert "le client est ramené vers l’hôte shop.example." in words
        assert "Copier le lien" in words, "the button fits"


async def test_the_sentence_for_the_customer_is_copied_in_french(tmp_path: Path) -> None:
    async with till(tmp_path, size=NARROW) as at:
        await at.counter.choose("expired")
        await at.press("enter", "Y")
        said = at.counter.app.clipboard
        assert said in {each.say_fr for each in statuses.entries("payment")}
        words = flat(at)
        assert "Pour le client, en français" in words
        assert "» Y" in words, "the key stands at what it copies"
