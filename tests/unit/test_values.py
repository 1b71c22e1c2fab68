"""What one part of the program hands to another cannot be changed under its hands."""

import importlib
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any

import pytest

from tests.mutation.modules import JUDGES


def values_of(module: str) -> list[Any]:
    """The dataclasses that a module defines."""
    loaded = importlib.import_module(f"stancer_tui.{module.replace('/', '.')}")
    return [
        each
        for each in vars(loaded).values()
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == loaded.__name__
    ]


@pytest.mark.parametrize("module", JUDGES)
def test_a_value_keeps_what_it_was_made_of(module: str) -> None:
    for value in values_of(module):
        made = object.__new__(value)
        for field in fields(value):
            with pytest.raises(AttributeError):
                setattr(made, field.name, None)
        works_out = any(isinstance(each, cached_property) for each in vars(value).values())
        assert works_out or not hasattr(made, "__dict__"), (
            f"{value.__name__} takes fields that it does not name"
        )
