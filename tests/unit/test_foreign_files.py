"""Files saved on other systems are read as they are meant, or refused in a sentence."""

import codecs
import json
from pathlib import Path

import pytest

from stancer_tui.api.address import checked_base_url
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.data_file import BadData, read_file
from stancer_tui.settings.file import ConfigError, load_settings
from stancer_tui.ui.shell.setting_names import known

SETTINGS = '[profiles.default]\r\naccount = "Café"\r\n[ui]\r\nmask = true\r\n'
DATA = json.dumps({"test": {"customers": [{"id": f"cust_{1:024d}", "name": "Zoé"}]}}, ensure_ascii=False)

ENCODINGS = [
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-32-le", codecs.BOM_UTF32_LE),
]


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
def test_settings_with_a_byte_order_mark_are_read(tmp_path: Path, encoding: str, mark: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(mark + SETTINGS.encode(encoding))
    settings = load_settings(path, check_url=lambda url: checked_base_url(url, Mode.TEST), known=known)
    assert settings.account == "Café"
    assert settings.ui.mask


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SETTINGS.encode("cp1252"), "cannot be read: it is not UTF-8 text: save it as UTF-8"),
        (codecs.BOM_UTF16_LE + b"x", "cannot be read: it is not UTF-16-LE text: save it as UTF-8"),
        ("[ui]\n".encode("utf-16-le"), "cannot be read: it has NUL characters, like UTF-16"),
    ],
)
def test_settings_in_no_known_encoding_are_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=sentence):
        load_settings(path, check_url=lambda url: checked_base_url(url, Mode.TEST), known=known)


def test_a_mistake_has_its_line_whatever_the_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(codecs.BOM_UTF8 + b'[ui]\r\nmask = true\r\nascii = "yes"\r\n')
    with pytest.raises(ConfigError) as error:
        load_settings(path, check_url=lambda url: checked_base_url(url, Mode.TEST), known=known)
    assert error.value.mistakes == ("line 3: ascii must be true or false",)


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
def test_a_data_file_of_the_sandbox_is_read(tmp_path: Path, encoding: str, mark: bytes) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(mark + DATA.encode(encoding))
    (row,) = read_file(path, now=1_790_000_000)[False]
    assert row.object["name"] == "Zoé"


def test_a_data_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(DATA.encode("cp1252"))
    with pytest.raises(BadData, match="is not utf-8 text: save it as UTF-8"):
        read_file(path, now=1_790_000_000)


def test_a_data_file_dates_nothing_beyond_the_calendar(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text(json.dumps({"test": {"customers": [{"id": f"cust_{1:024d}", "created": 10**12}]}}))
    with pytest.raises(BadData, match="must be a Unix timestamp"):
        read_file(path, now=1_790_000_000)
