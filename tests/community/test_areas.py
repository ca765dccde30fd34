"""Areas and agencies are found by what people type of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import agencies, areas, levels, programme_days, topics
from community.profile import Profile
from community.workplace import UNKNOWN, name


def names(typed: str) -> list[str]:
    """Return the names that a typed text finds."""
    return [area.name for area in areas.find(typed)]


def test_all_areas_are_there() -> None:
    """The province has 29 kabupaten and 9 kota, each with its own code."""
    kinds = [area.kind for area in areas.ALL]

    assert (29, 9) == (kinds.count("kabupaten"), kinds.count("kota"))
    assert 38 == len({area.code for area in areas.ALL})


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("banyu", ["Kabupaten Banyuwangi"]),
        ("BANYUWANGI", ["Kabupaten Banyuwangi"]),
        ("wangi", ["Kabupaten Banyuwangi"]),
        ("kediri", ["Kabupaten Kediri", "Kota Kediri"]),
        ("kab malang", ["Kabupaten Malang"]),
        ("Kab. Malang", ["Kabupaten Malang"]),
        ("kota malang", ["Kota Malang"]),
        ("Pemkot Surabaya", ["Kota Surabaya"]),
        ("pemerintah kabupaten gresik", ["Kabupaten Gresik"]),
        ("kota bangkalan", ["Kabupaten Bangkalan"]),
        ("surabya", ["Kota Surabaya"]),
        ("zzzz", []),
    ],
)
def test_areas_are_found_by_part_of_their_name(typed: str, expected: list[str]) -> None:
    """Case, signs and the words before a name do not matter; the kind narrows."""
    assert expected == names(typed)


@pytest.mark.parametrize(
    ("typed", "count"), [("kota", 9), ("kabupaten", 29), ("kab", 29), ("", 38)]
)
def test_a_kind_alone_finds_all_of_it(typed: str, count: int) -> None:
    """Typing only "kota" shows all kota, nothing typed shows all there is."""
    assert count == len(names(typed))


@given(st.text())
def test_any_text_is_searched_without_a_failure(typed: str) -> None:
    """Whatever is typed, what is found is on the list, and once."""
    for found, known in ((areas.find(typed), areas.ALL), (agencies.find(typed), agencies.ALL)):
        assert set(found) <= set(known)
        assert len(set(found)) == len(found)


@given(st.sampled_from(areas.ALL), st.booleans())
def test_every_area_is_found_by_its_own_name(area: areas.Area, is_shouted: bool) -> None:
    """Typing a full name finds that area and no other."""
    typed = area.name.upper() if is_shouted else area.name

    assert [area.name] == names(typed)


def test_all_agencies_are_there() -> None:
    """The list has 55 agencies, each with its own code."""
    assert 55 == len({agency.code for agency in agencies.ALL})


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("kominfo", "diskominfo"),
        ("Diskominfo Jatim", "diskominfo"),
        ("bpsdm", "bpsdm"),
        ("dinas pendidikan provinsi jawa timur", "dindik"),
        ("satpol", "satpolpp"),
        ("rs soetomo", "rsud_soetomo"),
        ("bkd", "bkd"),
        ("balitbang", "brida"),
    ],
)
def test_agencies_are_found_by_name_and_abbreviation(typed: str, code: str) -> None:
    """The first hit is the one that was meant."""
    assert code == agencies.find(typed)[0].code


@given(st.sampled_from(agencies.ALL))
def test_every_agency_is_found_by_name_and_abbreviation(agency: agencies.Agency) -> None:
    """Both ways to write an agency lead to it."""
    assert agency in agencies.find(agency.name)
    assert agency in agencies.find(agency.short)


def test_levels_are_those_of_the_contract() -> None:
    """The buttons carry the eight words of the contract in its order."""
    expected = [
        "Terampil",
        "Mahir",
        "Penyelia",
        "Ahli Pertama",
        "Ahli Muda",
        "Ahli Madya",
        "Pelaksana kehumasan",
        "Lainnya",
    ]

    assert expected == [level.label for level in levels.ALL]


def test_topics_have_codes_that_fit_their_column() -> None:
    """22 topics, each code short enough for the database and for a button."""
    assert 22 == len({topic.code for topic in topics.ALL})
    assert 40 >= max(len(topic.code) for topic in topics.ALL)


def test_days_are_labelled_with_their_programme() -> None:
    """Every choice of a day is an open one."""
    assert "Rabu: ASN Mengaji" == programme_days.ALL[2].label
    assert 31 == programme_days.EVERY_DAY


@given(st.integers(0, 31), st.integers(1, 5), st.booleans())
def test_choosing_a_day_twice_is_choosing_it_once(days: int, weekday: int, wanted: bool) -> None:
    """A toggle says what it wants, so a second tap changes nothing."""
    once = programme_days.with_day(days, weekday, wanted=wanted)

    assert once == programme_days.with_day(once, weekday, wanted=wanted)
    assert wanted == (programme_days.ALL[weekday - 1] in programme_days.chosen(once))


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (Profile(name="A", area="35.10"), "Pemerintah Kabupaten Banyuwangi"),
        (
            Profile(name="A", agency="bpsdm"),
            "Badan Pengembangan Sumber Daya Manusia, Pemprov Jawa Timur",
        ),
        (Profile(name="A", other_agency="BPS Jawa Timur"), "BPS Jawa Timur"),
        (Profile(name="A"), UNKNOWN),
        (Profile(name="A", area="99.99"), UNKNOWN),
    ],
)
def test_a_workplace_has_a_name(profile: Profile, expected: str) -> None:
    """Codes become the words that stand on cards; an unknown code breaks nothing."""
    assert expected == name(profile)
