"""What a response code or a status means, who can act, and what the customer may be told."""

from typing import TYPE_CHECKING

from textual.content import Content

from stancer_tui.language import N_, _, capitalised
from stancer_tui.reference.codes import CodeEntry, Fixer, Retry
from stancer_tui.reference.customer_words import customer_sentences
from stancer_tui.render.reasons import older_answer
from stancer_tui.render.safe import safe
from stancer_tui.ui.widgets.fact_list import Fact

if TYPE_CHECKING:
    from stancer_tui.reference.reasons import Entry, Reason

FOR_YOU_ALONE = N_("This meaning is for you alone: tell the customer no more than the sentences below.")
UNKNOWN_CODE = N_("Unknown code. It is in no table of the API reference; ask Stancer what it means.")
UNKNOWN_STATUS = N_("Unknown status. It is in no table of the API reference; ask Stancer what it means.")

_BODY = "$foreground"


def code_content(code: str | None, entry: CodeEntry | None, *, source: bool = False) -> Content:
    """The panel's text; an unknown code is called unknown, an absent one not reported."""
    if code is None:
        return Content.assemble((_("Response code: not reported by the API"), "$muted"))
    if entry is None:
        return Content.assemble((safe(code, 12), "bold"), f"  {_(UNKNOWN_CODE)}")
    tone = "$text-success" if entry.retry is Retry.NOT_NEEDED else "$text-error"
    family = f"{entry.family.words} · {entry.network}" if entry.network else entry.family.words
    lines = [
        Content.assemble(
            (entry.code, f"bold {tone}"), "  ", (entry.title, "bold"), ("  " + family, "$muted")
        ),
        Content(entry.meaning),
        *_advice(entry),
        *([_labelled(_("Source"), entry.source)] if source else []),
    ]
    return Content("\n").join(lines)


def reason_content(why: "Reason", response: str | None) -> Content:
    """Why a payment is as it is: what leads, what is advised, and the bank's answer where it is older."""
    if why.code_leads:
        return code_content(response, why.code)
    lines = []
    if why.lead is None:
        lines.append(Content(_(UNKNOWN_STATUS)))
    else:
        lines += [Content.assemble((why.lead.title, "bold")), Content(why.lead.meaning)]
    if why.auth is not None:
        lines.append(_labelled(_("3-D Secure"), why.auth.meaning))
    if why.advice is not None:
        lines += _advice(why.advice)
    if (older := older_answer(why, response)) is not None:
        lines.append(Content.assemble((older, "$muted")))
    return Content("\n").join(lines)


def reason_facts(why: "Reason", response: str | None, key: str) -> list[Fact]:
    """The same as labels and values; `key` copies the sentence for the customer."""
    if why.code_leads and why.code is None:
        return [Fact(_(UNKNOWN_CODE), style="$muted")]
    facts = [Fact(_(UNKNOWN_STATUS) if why.lead is None else why.lead.meaning, style=_BODY)]
    if why.auth is not None:
        facts.append(Fact(_("3-D Secure"), why.auth.meaning))
    entry = why.advice
    if entry is not None:
        if _fixable(entry):
            facts.append(Fact(_("Fix"), entry.fixer.words))
        facts.append(Fact(_("Retry"), f"{entry.retry.words}. {entry.retry_note}"))
        if _sensitive(entry):
            facts.append(Fact(_(FOR_YOU_ALONE), style="bold $text-warning"))
        facts += _said(entry, key)
    if (older := older_answer(why, response)) is not None:
        facts.append(Fact(older, style="$muted"))
    elif response is None:
        facts.append(Fact(_("No response code is reported."), style="$muted"))
    if entry is not None:
        facts.append(Fact(_("Source"), entry.source, "$muted"))
    return facts


def _said(entry: "Entry", key: str) -> list[Fact]:
    """The sentences for the customer; `key` stands at the one in the language spoken, which it copies."""
    marks = {entry.say_en: ("“", "”"), entry.say_fr: ("«\u00a0", "\u00a0»")}
    (_label, own), (other_label, other) = customer_sentences(entry)
    return [
        Fact(_("Say"), f"{own.join(marks[own])}  {key}"),
        Fact(other_label, other.join(marks[other])),
    ]


def _fixable(entry: "Entry") -> bool:
    """Whether to say who can put it right: nothing is wrong with what needs nobody and no retry."""
    return entry.fixer is not Fixer.NOBODY or entry.retry is not Retry.NOT_NEEDED


def _sensitive(entry: "Entry") -> bool:
    return isinstance(entry, CodeEntry) and entry.sensitive


def _advice(entry: "Entry") -> list[Content]:
    return [
        *([_labelled(_("Who can fix it"), entry.fixer.words)] if _fixable(entry) else []),
        _labelled(_("Retry"), f"{capitalised(entry.retry.words)}. {entry.retry_note}"),
        *([Content.assemble((_(FOR_YOU_ALONE), "$text-warning"))] if _sensitive(entry) else []),
        *(_labelled(label, sentence) for label, sentence in customer_sentences(entry)),
    ]


def _labelled(label: str, text: str) -> Content:
    return Content.assemble((_("{label}: ", label=label), "$muted"), text)
