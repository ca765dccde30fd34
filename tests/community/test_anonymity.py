"""Whether a text names who asked."""

import pytest

from community.anonymity import Mention, mention
from community.profile import Profile

SARI = Profile(name="Sari Wulandari", area="35.10", unit="Bagian Protokol", level="ahli_muda")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Menurut SARI  wulandari, caranya begini.", Mention.PLAINLY),
        ("Menurut S\u200bari Wulandari, caranya begini.", Mention.PLAINLY),
        ("Tanyakan pada Bagian Protokol.", Mention.PLAINLY),
        ("Seperti di Kabupaten Banyuwangi.", Mention.PLAINLY),
        ("Seperti di Pemkab Banyuwangi.", Mention.PERHAPS),
        ("Bu Wulandari bertanya.", Mention.PERHAPS),
        ("Bagian lain di kabupaten lain.", Mention.NONE),
        ("Intisarinya disarikan kembali.", Mention.NONE),
        ("", Mention.NONE),
    ],
)
def test_a_mention_is_seen(text: str, expected: Mention) -> None:
    """Whole words count, whatever case, blanks and signs that are not seen."""
    assert expected == mention(SARI, text)


@pytest.mark.parametrize("unit", ["Humas", None])
def test_a_unit_of_one_word_names_nobody(unit: str | None) -> None:
    """ "Humas" stands in nearly every answer of this trade."""
    somebody = Profile(name="Budi", other_agency="Universitas Contoh", unit=unit, level="mahir")

    assert mention(somebody, "Tugas humas adalah melayani.") is not Mention.PLAINLY
    assert mention(somebody, "Di Universitas Contoh begini.") is Mention.PLAINLY
