"""Options before a command: those that take a value are told from those that do not."""

import argparse

from stancer_tui.cli.options import WITH_VALUE, add_global_options, move_after_command


def test_each_option_that_takes_a_value_is_known_as_one() -> None:
    options = add_global_options(argparse.ArgumentParser(add_help=False))
    assert {name for each in options if each.nargs != 0 for name in each.option_strings} == WITH_VALUE


def test_the_command_comes_first_and_a_value_is_no_command() -> None:
    given = ["--demo", "--lang", "fr", "--seed=7", "list", "payments", "--csv"]
    assert move_after_command(given) == ["list", "--demo", "--lang", "fr", "--seed=7", "payments", "--csv"]
    assert move_after_command(given[:4]) == given[:4]
