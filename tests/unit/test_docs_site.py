"""What the built documentation is checked for: addresses that lead nowhere."""

from pathlib import Path

import pytest

from tests.docs_site import dead_links

HOME = '<a href="other.html#there">x</a> <a href="#here">x</a> <h1 id="here"></h1> <img src="a.svg">'
OTHER = '<h1 id="there"></h1> <a href="https://example.com/x">x</a> <a href="index.html">x</a>'


def site(folder: Path, home: str = HOME) -> Path:
    (folder / "index.html").write_text(home, "utf-8")
    (folder / "other.html").write_text(OTHER, "utf-8")
    (folder / "a.svg").write_text("<svg/>", "utf-8")
    return folder


def test_a_site_whose_addresses_lead_somewhere_has_none(tmp_path: Path) -> None:
    assert dead_links(site(tmp_path)) == []


@pytest.mark.parametrize(
    "address", ["gone.html", "other.html#gone", "#gone", "gone.svg", "http://example.com/", "https:///x"]
)
def test_what_leads_nowhere_is_named_with_its_page(tmp_path: Path, address: str) -> None:
    found = dead_links(site(tmp_path, f'{HOME} <a href="{address}">x</a>'))
    assert found == [f"index.html: {address}"]
