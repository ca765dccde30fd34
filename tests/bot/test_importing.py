"""`cop-humas import-reach`: the shipped history, twice, and files that cannot be taken."""

from pathlib import Path

import pytest

from bot.__main__ import MISTAKEN, main

SHIPPED = Path(__file__).resolve().parents[2] / "docs" / "riwayat-jangkauan.csv"


@pytest.fixture(autouse=True)
def settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a database of this test's own, and no `.env`."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/cop.db")
    monkeypatch.chdir(tmp_path)


def test_the_history_is_imported_once(capsys: pytest.CaptureFixture[str]) -> None:
    """The second time nothing changes."""
    codes = [main(["import-reach", str(SHIPPED)]) for _ in range(2)]

    assert [0, 0] == codes
    assert capsys.readouterr().out.splitlines() == [
        "4 baris, 115 seri, 1.541.489 jangkauan: 4 baru, 0 diganti, 0 sudah sama.",
        "4 baris, 115 seri, 1.541.489 jangkauan: 0 baru, 0 diganti, 4 sudah sama.",
    ]


def test_a_wrong_line_imports_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 2, the line is named, and the lines before it are not there."""
    wrong = tmp_path / "salah.csv"
    wrong.write_text(SHIPPED.read_text() + "ASN Belajar,2025,,banyak,5,\n")

    assert main(["import-reach", str(wrong)]) == MISTAKEN
    assert "Baris 6: seri harus angka bulat" in capsys.readouterr().err
    assert main(["import-reach", str(SHIPPED)]) == 0
    assert "4 baru" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "tidak ditemukan"),
        (b"\xff\xfe\x00a", "bukan teks UTF-8"),
        (b"a" * 1_000_001, "terlalu besar"),
        (b"", "tidak ada baris"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    content: bytes | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Missing, of another encoding, too large, or empty: exit code 2 and the reason."""
    file = tmp_path / "riwayat.csv"
    if content is not None:
        file.write_bytes(content)

    assert main(["import-reach", str(file)]) == MISTAKEN
    assert words in capsys.readouterr().err
