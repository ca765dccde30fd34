"""Words that every feature uses."""

import pytest

from community.texts.common import listing


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ""),
        (["NIK"], "NIK"),
        (["NIK", "nomor telepon"], "NIK dan nomor telepon"),
        (["NIK", "NIP", "alamat surel"], "NIK, NIP, dan alamat surel"),
    ],
)
def test_a_list_reads_as_a_sentence_has_it(words: list[str], expected: str) -> None:
    """Two are joined by a word, more by commas and a word."""
    assert expected == listing(words)
