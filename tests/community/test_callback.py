"""Callback data: what is packed is read back, what is not ours is refused."""

import importlib
import pkgutil
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import community
from community import callback

for _module in pkgutil.walk_packages(community.__path__, "community."):
    importlib.import_module(_module.name)

CLASSES = sorted(callback._codes, key=lambda cls: cls.__name__)

NUMBERS = st.integers(min_value=-(2**53), max_value=2**53)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", max_size=12)


def values(kind: object) -> st.SearchStrategy[Any]:
    """Return what a field may hold."""
    if kind is bool:
        return st.booleans()
    return NUMBERS if kind is int else WORDS


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@given(data=st.data())
def test_packed_data_are_read_back(cls: type, data: st.DataObject) -> None:
    """Every kind of button survives the way to Telegram and back."""
    wanted = cls(*(data.draw(values(field.type)) for field in fields(cls)))

    packed = callback.pack(wanted)

    assert wanted == callback.unpack(packed)
    assert len(packed.encode()) <= callback.LIMIT


@given(st.text(max_size=64))
def test_foreign_data_are_refused_as_such(packed: str) -> None:
    """Whatever comes, it is read or refused; nothing else happens."""
    try:
        found = callback.unpack(packed)
    except callback.UnknownCallback:
        return
    assert type(found) in CLASSES


@given(st.text(max_size=40), st.sampled_from(sorted(callback._by_code)))
def test_foreign_fields_are_refused_as_such(rest: str, code: str) -> None:
    """Known codes with foreign fields are no exception."""
    try:
        found = callback.unpack(f"1{code}:{rest}")
    except callback.UnknownCallback:
        return
    assert type(found) in CLASSES


def test_data_over_the_limit_are_a_mistake_of_ours() -> None:
    """Telegram refuses more than 64 bytes, so packing does."""
    cls = callback._by_code["al"]

    with pytest.raises(ValueError, match="over 64 bytes"):
        callback.pack(cls(0, "x" * 70))
