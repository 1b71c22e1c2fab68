"""The pages as a forge shows them: every link leads to a file, and to a heading of it."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def tokens(page: Path) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))
    return [each for token in parsed for each in (token, *(token.children or ()))]


def links(page: Path) -> list[str]:
    """The addresses of links and pictures."""
    return [str(token.attrs.get("href", token.attrs.get("src"))) for token in tokens(page) if _leads(token)]


def _leads(token: Token) -> bool:
    return token.type in {"link_open", "image"}


@cache
def places(page: Path) -> set[str]:
    """The anchors that a forge gives to the headings of a page."""
    parsed = tokens(page)
    headings = [parsed[at + 1] for at, token in enumerate(parsed) if token.type == "heading_open"]
    slugs = [_slug("".join(each.content for each in heading.children or ())) for heading in headings]
    seen: Counter[str] = Counter()
    for slug in slugs:
        seen[slug] += 1
    return set(slugs) | {f"{slug}-{again}" for slug, times in seen.items() for again in range(1, times)}


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for address in links(page):
        parts = urlsplit(address)
        if parts.scheme:
            dead += [address] if parts.scheme != "https" or not parts.hostname else []
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        inside = target.is_relative_to(ROOT) and target.exists()
        known = not parts.fragment or (target.suffix == ".md" and unquote(parts.fragment) in places(target))
        dead += [] if inside and known else [address]
    assert dead == []


def test_a_heading_has_the_anchor_that_forges_give_it() -> None:
    assert "lutiliser-avec-son-compte" in places(ROOT / "README.fr.md")
    assert "views-searches-with-a-name" in places(ROOT / "docs" / "settings.md")
