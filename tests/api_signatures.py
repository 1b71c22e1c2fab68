"""Signatures and types of the client as its reference writes them: short, and without private names."""

import re
from collections.abc import Iterable, Iterator

from griffe import (
    Attribute,
    Class,
    Expr,
    ExprName,
    ExprSubscript,
    ExprTuple,
    Function,
    Module,
    Parameter,
    ParameterKind,
)

WIDTH = 100
"""Characters of a signature that stands on one line."""


class Signatures:
    """Writes them for one package."""

    def __init__(self, package: Module) -> None:
        self._package = package

    def block(self, functions: Iterable[Function], name: str = "") -> str:
        """A code block with the signature of each, or with those of its overloads."""
        heads = [head for each in functions for head in self._heads(each, name or each.name)]
        return "\n".join(["```python", *heads, "```"])

    def field(self, field: Attribute, owner: Class) -> str:
        """A field as it is declared: its name, its type, and its value where that tells something."""
        kind, value = self._type_of(field, owner), self.constant(field.value)
        told = re.fullmatch(r'[\d_. *]+|"\w+"|True', value)
        return f"`{field.name}{': ' + kind if kind else ''}{' = ' + value if told else ''}`"

    def _type_of(self, field: Attribute, owner: Class) -> str:
        if field.annotation is not None:
            return self._type(field.annotation)
        start = owner.members.get("__init__")
        if isinstance(start, Function) and isinstance(field.value, ExprName):
            parameter = next((each for each in start.parameters if each.name == field.value.name), None)
            if parameter is not None and parameter.annotation is not None:
                return self._type(parameter.annotation)
        return ""

    def _type(self, kind: str | Expr) -> str:
        """An annotation without what only the reading of answers needs."""
        if isinstance(kind, ExprSubscript) and str(kind.left) == "Annotated":
            assert isinstance(kind.slice, ExprTuple)
            return self._type(kind.slice.elements[0])
        if isinstance(kind, ExprName):
            value = self._value(kind)
            if isinstance(value, ExprSubscript) and str(value.left) == "Annotated":
                return self._type(value)
        return str(kind)

    def _value(self, name: ExprName) -> str | Expr | None:
        """What a name of this package stands for."""
        try:
            found = self._package.get_member(name.canonical_path.removeprefix(f"{self._package.name}."))
        except KeyError:  # a name of another package, a parameter
            return None
        return found.value if isinstance(found, Attribute) else None

    def constant(self, value: str | Expr | None) -> str:
        """A value as it is written, that of another name in place of the name."""
        if isinstance(value, ExprName):
            value = self._value(value) or value
        return "" if value is None else re.sub(r"^'([^'\"]*)'$", r'"\1"', str(value))

    def _heads(self, function: Function, name: str) -> Iterator[str]:
        for each in function.overloads or [function]:
            start = "" if each.name == "__init__" else "async def " if "async" in each.labels else "def "
            end = "" if each.returns is None or not start else f" -> {each.returns}"
            given = [*self._parameters(each)]
            line = f"{start}{name}({', '.join(given)}){end}"
            if len(line) <= WIDTH:
                yield line
            else:
                yield f"{start}{name}(\n" + "".join(f"    {part},\n" for part in given) + f"){end}"

    def _parameters(self, function: Function) -> Iterator[str]:
        starred = False
        for each in function.parameters:
            if each.name in {"self", "cls"}:
                continue
            if each.kind is ParameterKind.keyword_only and not starred:
                starred = True
                yield "*"
            yield self._parameter(each)

    def _parameter(self, parameter: Parameter) -> str:
        given = self.constant(parameter.default)
        return f"{parameter.name}: {parameter.annotation}{f' = {given}' if given else ''}"
