"""The settings file: what is read of it, and every mistake named with its line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancer_tui.api.address import checked_base_url
from stancer_tui.config import API_URL, BUILT_IN_VIEWS, WINDOWS, SavedView, Settings, UiSettings
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.services.payments.windows import PRESETS
from stancer_tui.settings.file import ConfigError, load_settings
from stancer_tui.ui.shell.setting_names import known, read_keys


def load(tmp_path: Path, text: str, profile: str = "default") -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, profile, check_url=lambda url: checked_base_url(url, Mode.TEST), known=known)


def mistakes(tmp_path: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(tmp_path / "config.toml") in str(caught.value)
    return caught.value.mistakes


FULL = """
[profiles.default]
account = "Atelier Lune"
base_url = "http://127.0.0.1:8765"
read_only = true
refund_ceiling = { EUR = "250.00", jpy = "30000", usd = "99.5" }

[profiles.second]
account = "Zoë & fils"
"""


def alone(settings: Settings) -> Settings:
    """One profile's own settings, without those of the others of its file."""
    return settings._replace(profiles={})


class TestProfiles:
    def test_a_profile_is_read_whole(self, tmp_path: Path) -> None:
        assert alone(load(tmp_path, FULL)) == Settings(
            profile="default",
            account="Atelier Lune",
            base_url="http://127.0.0.1:8765",
            read_only=True,
            refund_ceiling={
                "eur": Money(25000, "eur"),
                "jpy": Money(30000, "jpy"),
                "usd": Money(9950, "usd"),
            },
        )

    def test_profiles_share_nothing(self, tmp_path: Path) -> None:
        assert alone(load(tmp_path, FULL, "second")) == Settings("second", account="Zoë & fils")
        assert alone(load(tmp_path, FULL, "third")) == Settings("third")

    def test_no_file_gives_the_defaults_unless_it_was_named(self, tmp_path: Path) -> None:
        path = tmp_path / "none.toml"
        settings = load_settings(path, check_url=str)
        assert settings == Settings()
        assert settings.base_url == API_URL
        with pytest.raises(ConfigError, match="there is no such file"):
            load_settings(path, check_url=str, required=True)

    def test_every_mistake_is_named_with_its_line(self, tmp_path: Path) -> None:
        text = """# settings
colour = "red"
[profiles.default]
acount = "x"
base_url = "http://api.stancer.com"
read_only = "yes"
refund_ceiling = { eur = 250, xyz = "1.00", jpy = "1.5", gbp = "-1" }
[profiles]
second = "x"
"""
        found = mistakes(tmp_path, text)
        assert found[0] == "line 2: colour is not a setting; known here: language, profiles, ui, keys, views"
        assert found[1] == "line 4: acount is not a setting; did you mean account?"
        assert found[2].startswith("line 5: base_url: the API address must begin with https://")
        assert found[3] == "line 6: read_only must be true or false"
        assert sum(each.startswith("line 7: ") for each in found) == 4
        assert found[-1] == "line 9: profiles.second must be a table, like [profiles.second]"

    def test_a_mistake_in_a_value_of_several_lines_has_a_line_of_its_own(self, tmp_path: Path) -> None:
        text = '[profiles.default]\naccount = """\nread_only = 1\n"""\nread_only = 1\n'
        assert mistakes(tmp_path, text) == ("line 5: read_only must be true or false",)

    def test_broken_toml_keeps_the_line(self, tmp_path: Path) -> None:
        (found,) = mistakes(tmp_path, "[profiles.default]\naccount = \n")
        assert "line 2" in found

    def test_a_number_is_no_truth_and_a_truth_no_text(self, tmp_path: Path) -> None:
        found = mistakes(tmp_path, "[profiles.default]\nread_only = 1\naccount = true\n")
        assert len(found) == 2

    def test_a_file_that_is_not_text(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_bytes(b"\xff\xfa")
        with pytest.raises(ConfigError, match="save it as UTF-8"):
            load_settings(path, check_url=str)


UI_NAMES = ("theme", "ascii", "mask", "mouse", "columns", "sort", "window", "refresh_seconds", "preview")

LOOK = """
[ui]
theme = "stancer-light"
ascii = true
mask = true
mouse = false
columns = ["created", "amount", "status"]
sort = "-amount"
window = "30d"
refresh_seconds = 60
preview = false

[keys]
"payments.refund" = "x"
payments.search = "/, ctrl+s"

[[views]]
name = "Large today"
query = "amount:500.. date:today"
window = "24h"
sort = "-amount"

[[views]]
name = "Refused today"
query = "status:refused date:today country:fr"

[profiles.default]
account = "Atelier Lune"
"""


class TestLook:
    def test_everything_of_the_desk_is_read(self, tmp_path: Path) -> None:
        ui = load(tmp_path, LOOK).ui
        assert ui == UiSettings(
            theme="stancer-light",
            ascii=True,
            mask=True,
            mouse=False,
            columns=("created", "amount", "status"),
            sort="-amount",
            window="30d",
            refresh_seconds=60,
            preview=False,
            keys={"payments.refund": "x", "payments.search": "slash,ctrl+s"},
            views=ui.views,
        )

    def test_every_profile_has_the_same_look(self, tmp_path: Path) -> None:
        assert load(tmp_path, LOOK, "elsewhere").ui == load(tmp_path, LOOK).ui

    def test_a_view_replaces_the_built_in_one_of_its_name(self, tmp_path: Path) -> None:
        views = load(tmp_path, LOOK).ui.views
        assert views == (
            SavedView("Refused today", "status:refused date:today country:fr"),
            BUILT_IN_VIEWS[1],
            SavedView("Large today", "amount:500.. date:today", "24h", "-amount"),
        )

    def test_without_a_word_of_it_the_defaults_hold(self, tmp_path: Path) -> None:
        assert load(tmp_path, "").ui == UiSettings()
        assert [view.name for view in UiSettings().views] == [
            "Refused today",
            "Authorisations about to expire",
        ]

    def test_the_built_in_views_pass_the_check_of_a_file(self, tmp_path: Path) -> None:
        for view in BUILT_IN_VIEWS:
            text = f'[[views]]\nname = "{view.name}"\nquery = "{view.query}"\nwindow = "{view.window}"\n'
            assert load(tmp_path, f'{text}sort = "{view.sort}"\n').ui.views == BUILT_IN_VIEWS

    def test_commands_that_have_no_desk_do_not_look_at_names(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_text('[ui]\ntheme = "gruvbox"\n[keys]\nnone = "x"\n', encoding="utf-8")
        assert load_settings(path, check_url=str).ui == UiSettings(theme="gruvbox")

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ('theme = "stancer-drak"', "stancer-drak is not a theme; did you mean stancer-dark?"),
            ("theme = 3", "theme must be a theme in quotes"),
            ('ascii = "yes"', "ascii must be true or false"),
            ("mask = 1", "mask must be true or false"),
            ('columns = ["amout"]', "amout is not a column; did you mean amount?"),
            ("columns = []", "columns must name at least one column, or be left out"),
            ('columns = ["code", "code"]', "columns names a column twice"),
            ("columns = [1]", "columns must be a column in quotes"),
            ('columns = "code"', 'columns must be a list, like ["created", "amount"]'),
            ('sort = "-amont"', "amont is not a column; did you mean amount?"),
            ("sort = 1", 'sort must be a column in quotes, like "-amount"'),
            ('window = "8d"', "8d is not a window; known here: 24h, 7d, 30d, 90d"),
            ("refresh_seconds = 9", "refresh_seconds must be a whole number, 10 or more, or 0 for never"),
            ("refresh_seconds = true", "refresh_seconds must be a whole number, 10 or more, or 0 for never"),
            ('preview = "on"', "preview must be true or false"),
            ("widht = 3", "widht is not a setting; known here: " + ", ".join(UI_NAMES)),
        ],
    )
    def test_a_mistake_under_ui(self, tmp_path: Path, line: str, message: str) -> None:
        assert mistakes(tmp_path, f"# look\n[ui]\n{line}\n") == (f"line 3: {message}",)

    @pytest.mark.parametrize(
        ("lines", "message"),
        [
            ('query = "visa"', "line 2: a view needs a name"),
            ('name = "A"', "line 2: a view needs a query"),
            ('name = " "\nquery = "visa"', "line 3: name must have 1 to 40 characters"),
            ('name = "A"\nquery = "staus:refused"', "line 4: query: There is no field staus; "),
            ('name = "A"\nquery = "x"\nwindow = "1y"', "line 5: 1y is not a window"),
            ('name = "A"\nquery = "x"\nsort = "-cod"', "line 5: cod is not a column; did you mean code?"),
            ('name = "A"\nquery = "x"\ncolour = 1', "line 5: colour is not a setting"),
        ],
    )
    def test_a_mistake_in_a_view(self, tmp_path: Path, lines: str, message: str) -> None:
        (found,) = mistakes(tmp_path, f"\n[[views]]\n{lines}\n")
        assert found.startswith(message)

    def test_two_views_of_one_name_are_told_at_the_second(self, tmp_path: Path) -> None:
        view = '[[views]]\nname = "A"\nquery = "x"\n'
        assert mistakes(tmp_path, view + view) == ("line 5: A is already the name of a view",)

    def test_values_of_the_wrong_shape(self, tmp_path: Path) -> None:
        assert mistakes(tmp_path, "ui = 1\nkeys = 2\nviews = 3\nprofiles = 4\n") == (
            "line 4: profiles must be a table, like [profiles.default]",
            "line 1: ui must be a table, like [ui]",
            "line 2: keys must be a table, like [keys]",
            "line 3: views must be tables, like [[views]]",
        )


class TestKeys:
    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ('"payments.refnd" = "x"', "payments.refnd is not a command; did you mean payments.refund?"),
            ('"payments.refund" = 7', 'payments.refund must be a key in quotes, like "x" or "ctrl+x"'),
            ('"payments.refund" = ""', 'payments.refund: write a key, like "x", "f6" or "ctrl+x"'),
            ('"payments.refund" = "cntrl+x"', "payments.refund: cntrl is not one of ctrl, alt, shift"),
            (
                '"payments.refund" = "shift+x"',
                "payments.refund: write the character that shift makes, like X",
            ),
            ('"payments.refund" = "d"', "payments.refund is on d, and so is payments.window"),
            ('"payments.refund" = "q"', "payments.refund is on q, and so is app.quit"),
            ('"payments.refund" = "j"', "payments.refund is on j, and so is list.down"),
            ('"app.quit" = "r"', "app.quit is on r, and so is payments.refund"),
        ],
    )
    def test_a_mistake_under_keys(self, tmp_path: Path, line: str, message: str) -> None:
        found = mistakes(tmp_path, f"[keys]\n{line}\n")
        assert found[0] == f"line 2: {message}"

    def test_a_key_that_does_not_exist(self, tmp_path: Path) -> None:
        (found,) = mistakes(tmp_path, '[keys]\n"payments.refund" = "f99x"\n')
        assert found.startswith("line 2: payments.refund: there is no key named f99x")

    def test_two_commands_can_change_places(self, tmp_path: Path) -> None:
        keys = load(tmp_path, '[keys]\n"payments.refund" = "d"\n"payments.window" = "r"\n').ui.keys
        assert keys == {"payments.refund": "d", "payments.window": "r"}

    def test_commands_of_two_screens_may_share_a_key(self, tmp_path: Path) -> None:
        keys = load(tmp_path, '[keys]\n"payments.refund" = "f"\n').ui.keys
        assert keys == {"payments.refund": "f"}, "f goes through the groups of another section"

    @pytest.mark.parametrize("command", ["app.quit_anywhere", "app.palette", "dialog.cancel"])
    def test_what_works_while_typing_gets_no_key_that_types(self, tmp_path: Path, command: str) -> None:
        assert any(
            "works while typing" in each for each in mistakes(tmp_path, f'[keys]\n"{command}" = "x"\n')
        )
        assert load(tmp_path, f'[keys]\n"{command}" = "ctrl+x"\n').ui.keys == {command: "ctrl+x"}

    def test_quit_is_never_without_a_key(self, tmp_path: Path) -> None:
        found = mistakes(tmp_path, '[keys]\n"app.quit" = ""\n"app.quit_anywhere" = " , "\n')
        assert {each[:8] for each in found} == {"line 2: ", "line 3: "}

    @pytest.mark.parametrize(
        ("written", "names"),
        [
            ("/", ("slash",)),
            ("?, f1", ("question_mark", "f1")),
            (",", ("comma",)),
            ("+", ("plus",)),
            ("X", ("X",)),
            ("é", ("é",)),
            ("esc", ("escape",)),
            ("ctrl+pgdn", ("ctrl+pagedown",)),
            ("alt+left", ("alt+left",)),
        ],
    )
    def test_keys_are_written_as_they_look(self, written: str, names: tuple[str, ...]) -> None:
        assert read_keys(written) == names


def test_a_mistake_cannot_steer_the_terminal(tmp_path: Path) -> None:
    found = mistakes(tmp_path, '"\\u001b[2J" = 1\n[ui]\ntheme = "\\u202e\\u001b]0;x"\n')
    assert len(found) == 2
    assert all(each.isprintable() for each in found)


def test_a_name_that_is_told_again_cannot_either(tmp_path: Path) -> None:
    view = '[[views]]\nname = "a\\u001b[2J"\nquery = "x"\n'
    (found,) = mistakes(tmp_path, view + view)
    assert found == "line 5: a\ufffd[2J is already the name of a view"


@pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, "9" * 5000], ids=["nested deep", "a long number"])
def test_what_the_reading_itself_cannot_take_is_a_mistake(tmp_path: Path, value: str) -> None:
    assert len(mistakes(tmp_path, f"x = {value}\n")) == 1


def test_the_windows_of_a_file_are_those_of_the_desk() -> None:
    assert tuple(preset.key for preset in PRESETS) == WINDOWS


SNIPPETS = (
    *("[ui]", "[keys]", "[[views]]", "[profiles.default]", "[profiles]", "[views]", "[[ui]]", "[keys.a]"),
    *("theme = ", "columns = ", "sort = ", "name = ", "query = ", "window = ", "refresh_seconds = "),
    *("ui = ", "keys = ", "views = ", "profiles = ", '"payments.refund" = ', "app.quit = ", "base_url = "),
    *("refund_ceiling = ", "eur = ", "account = ", "preview = "),
    *(
        "1",
        "-1",
        "1e400",
        "nan",
        "true",
        '""',
        '"x"',
        '"-"',
        '"é+"',
        "[]",
        "[[]]",
        "[1, {}]",
        "{}",
        "{ eur = 1 }",
    ),
    *(
        "2026-11-21",
        "07:32:00",
        '"""',
        "'",
        "#",
        "\n",
        "\n",
        "\n",
        "=",
        ".",
        '"+"',
        '","',
        '"ctrl+"',
        "[" * 3000,
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=8)), max_size=16).map("".join))
def test_no_file_breaks_the_reading(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        load_settings(path, check_url=lambda url: checked_base_url(url, Mode.TEST), known=known)
    except ConfigError as error:
        found = error
    else:
        return
    assert found.mistakes
    assert str(found).count("\n") == len(found.mistakes) - 1, "one line a mistake"
