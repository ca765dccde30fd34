"""Deep links are read, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.landing import Target, read


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("q_12", Target("q", 12)),
        ("p_34", Target("p", 34)),
        ("s_56", Target("s", 56)),
        ("", None),
        ("q_", None),
        ("q_0", None),
        ("q_-1", None),
        ("x_1", None),
        ("q_12; DROP", None),
        ("q_" + "9" * 30, None),
        ("q_١٢", None),
    ],
)
def test_links_are_read(payload: str, expected: Target | None) -> None:
    """A kind and a number a database can hold, and no more."""
    assert expected == read(payload)


@given(st.text())
def test_no_payload_breaks_it(payload: str) -> None:
    """Whatever stands in a link, it is one of ours or none."""
    target = read(payload)

    assert target is None or payload.strip() == f"{target.kind}_{target.number}"
