"""The privacy guard: cases written by hand, and what holds for every text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community import privacy_guard
from community.privacy_guard import MASKS, Finding, Kind, find, holds_identity, mask

NIK, NIP, PHONE, EMAIL = MASKS[Kind.NIK], MASKS[Kind.NIP], MASKS[Kind.PHONE], MASKS[Kind.EMAIL]

# Every number below is made up. A text, and what is left of it.
HITS = [
    # NIK
    ("3578014107850001", NIK),
    ("NIK 3578014107850001.", f"NIK {NIK}."),
    ("NIK: 3578 0141 0785 0001 atas nama saya", f"NIK: {NIK} atas nama saya"),
    ("3578.0141.0785.0001", NIK),
    ("3578-0141-0785-0001", NIK),
    ("357801 410785 0001", NIK),
    ("35.78.01.410785.0001", NIK),
    ("35 78 01 41 07 85 00 01", NIK),
    ("3 5 7 8 0 1 4 1 0 7 8 5 0 0 0 1", NIK),
    ("3.5.7.8.0.1.4.1.0.7.8.5.0.0.0.1", NIK),
    ("warga3578014107850001mengadu", f"warga{NIK}mengadu"),
    ("３５７８０１４１０７８５０００１", NIK),
    ("3578\u200b0141\u200b0785\u200b0001", NIK),
    ("3️⃣5️⃣7️⃣8️⃣0️⃣1️⃣4️⃣1️⃣0️⃣7️⃣8️⃣5️⃣0️⃣0️⃣0️⃣1️⃣", NIK),
    ("&#51;578014107850001", NIK),
    ("3578&nbsp;0141&nbsp;0785&nbsp;0001", NIK),
    ("3578&amp;#48;14107850001", NIK),
    ("KTP 3578/0141/0785/0001", f"KTP {NIK}"),
    ("NIK saya adalah\n3578,0141,0785,0001", f"NIK saya adalah\n{NIK}"),
    ("NIK 357801410785001 (kurang satu angka)", f"NIK {NIK} (kurang satu angka)"),
    ("kartu 9999 8888 7777 6666", f"kartu {NIK}"),  # when in doubt it is one
    ("1. 3578014107850001\n2. 3578010102900002", f"1. {NIK}\n2. {NIK}"),
    ("https://contoh.go.id/cek?nik=3578014107850001", f"https://contoh.go.id/cek?nik={NIK}"),
    ("Rp 3.578.014.107.850.001", f"Rp {NIK}"),  # an amount that has a birthday in it
    ("٣٥٧٨٠١٤١٠٧٨٥٠٠٠١", NIK),
    # NIP
    ("198503172010011004", NIP),
    ("NIP. 19850317 201001 1 004", f"NIP. {NIP}"),
    ("NIP 19850317.201001.1.004", f"NIP {NIP}"),
    ("1985 03 17 2010 01 1 004", NIP),
    ("1 9 8 5 0 3 1 7 2 0 1 0 0 1 1 0 0 4", NIP),
    ("1 19850317 201001 1 004 Sari", f"1 {NIP} Sari"),
    ("199001152022212003 (PPPK)", f"{NIP} (PPPK)"),
    ("123456789012345678", NIP),  # no date in it, yet when in doubt it is one
    ("198503172010011004@contoh.go.id", NIP),
    ("https://contoh.go.id/pegawai/198503172010011004", f"https://contoh.go.id/pegawai/{NIP}"),
    ("NIP/NIK: 198503172010011004/3578014107850001", f"NIP/NIK: {NIP}/{NIK}"),
    # telephone numbers
    ("081234567890", PHONE),
    ("WA 0812-3456-7890 ya", f"WA {PHONE} ya"),
    ("0812.3456.7890", PHONE),
    ("0812 3456 789", PHONE),
    ("0 8 1 2 3 4 5 6 7 8 9 0", PHONE),
    ("+6281234567890", PHONE),
    ("+62 812-3456-7890", PHONE),
    ("(+62) 812 3456 7890", PHONE),
    ("62 812 3456 7890", PHONE),
    ("6281234567890", PHONE),
    ("(031) 8291234", PHONE),
    ("telp. (0341) 551-611, terima kasih", f"telp. {PHONE}, terima kasih"),
    ("031-8291234/8291235", f"{PHONE}/8291235"),
    ("+62 31 829 1234", PHONE),
    ("hub081234567890ya", f"hub{PHONE}ya"),
    ("０８１２３４５６７８９０", PHONE),
    ("https://wa.me/6281234567890", f"https://wa.me/{PHONE}"),
    ("HP 81234567890", f"HP {PHONE}"),
    ("081234567890 081298765432", f"{PHONE} {PHONE}"),
    ("3578014107850001 081234567890", f"{NIK} {PHONE}"),
    # e-mail addresses
    ("sari@contoh.go.id", EMAIL),
    ("Surel: sari.dewi+cop@contoh.co.id.", f"Surel: {EMAIL}."),
    ("sari @ contoh . go . id", EMAIL),
    ("sari (at) contoh [dot] com", EMAIL),
    ("sari at contoh titik com", EMAIL),
    ("sari＠contoh．com", EMAIL),
    ("sari&#64;contoh&period;com", EMAIL),
    ("sa\u200bri@con\u00adtoh.com", EMAIL),
    ("kirim ke:sari@contoh.com,budi@contoh.com", f"kirim ke:{EMAIL},{EMAIL}"),
    ("(sari@contoh.com)", f"({EMAIL})"),
    ("081234567890@contoh.com", EMAIL),
    ("mailto:sari@contoh.com?subject=Halo", f"mailto:{EMAIL}?subject=Halo"),
    # beside emoji
    ("🙏🏽 Mohon bantuan 👨‍👩‍👧 081234567890 🙏🏽", f"🙏🏽 Mohon bantuan 👨‍👩‍👧 {PHONE} 🙏🏽"),
]

MISSES = [
    "Anggaran Rp 1.500.000.000 untuk media",
    "Rp1.250.000.000,00 dan Rp. 081",
    "APBN Rp 3.621.300.000.000.000",
    "3.842.725.000.000.000 rupiah",
    "Rp 1234567890123456 dan Rp6281234567890",
    "62.812.345.678.901 rupiah",
    "UU Nomor 14 Tahun 2008 tentang KIP",
    "UU 14/2008, PP 11/2017, dan Perpres 21/2023",
    "PermenPANRB Nomor 1 Tahun 2023 Pasal 28 ayat (1)",
    "SK Gubernur 100.3.3.1/797/013/2025",  # sixteen digits
    "Surat Nomor 000.8.3.2/1234/438.5.12/2026",
    "SE Nomor: 480/08123/114.5/2026",
    "Senin, 23 November 2026 pukul 07.30 WIB",
    "08-12-2026 09.00 sampai 12.00",
    "12-08-2026 0900 1030",
    "pukul 08.15-09.45 10.00-11.30",
    "08.00 12.30 15.00",
    "tahun 2019 2020 2021 2022",
    "2019-2020-2021-2022",
    "2021, 2022, 2023, 2024, 2025",
    "20 JP per tahun, 45 menit per JP",
    "https://www.tiktok.com/@humas/video/7234567890123456789",
    "https://contoh.go.id/berita/3578014107850001/judul",
    "facebook.com/humas/posts/1234567890123456",
    "ikuti @humasjatim dan @bpsdm.jatim",
    "ikuti kami di @humas.jatim",
    "rapat @ 12.30 di aula",
    "1.529.584 peserta, 23.575 rata-rata",
    "nilai 0.8123456789",
    "112, 1500-123, dan 0800 123",
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
    "-7.2574719, 112.7520883",
    "RT 03 RW 04 Kode Pos 60231",
    "123456789012345",  # fifteen digits
    "12345678901234567890",  # twenty
    "[NIK disamarkan] [NIP disamarkan] [nomor telepon disamarkan] [alamat surel disamarkan]",
    "",
]


@pytest.mark.parametrize(("text", "expected"), HITS)
def test_what_is_masked(text: str, expected: str) -> None:
    """What is personal is masked from its first to its last sign, and nothing else is."""
    assert expected == mask(text)


@pytest.mark.parametrize("text", MISSES)
def test_what_is_left_alone(text: str) -> None:
    """What only looks like it stays."""
    assert () == find(text)


def test_the_tables_are_long_enough() -> None:
    """Forty cases to be found and twenty to be left alone were asked for."""
    assert len(HITS) >= 40
    assert len(MISSES) >= 20


def test_where_it_was_found() -> None:
    """Places are counted in the text as it was sent, emoji and unseen signs included."""
    text = "👨‍👩‍👧 a&nbsp;b 0812\u200b34567890 x"

    assert (Finding(Kind.PHONE, text.index("0812"), text.index(" x")),) == find(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3578014107850001", True),
        ("19850317 201001 1 004", True),
        ("198503172010011004@contoh.go.id", True),
        ("081234567890 sari@contoh.com", False),
        ("[NIK disamarkan]", False),
        ("https://contoh.go.id/?nik=3578014107850001", True),
    ],
)
def test_what_is_never_published(text: str, expected: bool) -> None:
    """NIK and NIP keep a text from being published, telephone and e-mail do not."""
    assert expected == holds_identity(text)


SECRETS = [
    ("3578014107850001", Kind.NIK),
    ("198503172010011004", Kind.NIP),
    ("081234567890", Kind.PHONE),
]
FULL_WIDTH = {str(digit): chr(0xFF10 + digit) for digit in range(10)}
DISGUISES = st.sampled_from(
    [
        lambda sign: sign,
        lambda sign: FULL_WIDTH[sign],
        lambda sign: f"{sign}\u200b",
        lambda sign: f"{sign}\ufe0f\u20e3",
        lambda sign: f"&#{ord(sign)};",
        lambda sign: f"&#x{ord(sign):x};",
        lambda sign: chr(0x0660 + int(sign)),
    ]
)
AROUND = st.text(st.sampled_from("abcxyz 🙏\n,!?"), max_size=12)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SECRETS), st.data(), AROUND, AROUND)
def test_no_disguise_helps(
    secret: tuple[str, Kind], data: st.DataObject, before: str, after: str
) -> None:
    """However each digit is written, the whole is found, of its kind, and nothing beside it."""
    number, kind = secret
    written = "".join(data.draw(DISGUISES)(digit) for digit in number)

    assert f"{before}{MASKS[kind]}{after}" == mask(f"{before}{written}{after}")


PIECES = st.sampled_from(
    [
        *("3578014107850001", "198503172010011004", "081234567890", "+62 812", "(031) ", "8291234"),
        *(
            "sari@contoh.com",
            "@",
            " @ ",
            ".com",
            " at ",
            " dot ",
            "NIK ",
            "NIP: ",
            "Rp ",
            "https://",
        ),
        *(
            "wa.me/",
            "a.id/",
            "[NIK disamarkan]",
            "[nomor telepon disamarkan]",
            "&#51;",
            "&#",
            "&amp;",
        ),
        *(
            "&nbsp;",
            " ",
            ".",
            "-",
            "/",
            ",",
            "\n",
            "\u200b",
            "🙏",
            "½",
            "0",
            "1",
            "35",
            "2026",
            "08",
        ),
        *("08-12-2026", "08.15", "1.500", "4107", "0001", "a", "(", ")", "x", ";", "\0"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=14).map("".join),
    st.text(st.sampled_from("0123456789 .-/@()+abc&#;x\u200b½🙏"), max_size=60),
    st.text(max_size=40),
)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
@example("https://wa.me/6281234567890/3578014107850001")
@example("081234567890½3578014107850001")
@example("12 34 3578014107850001 0812345678 90")
def test_a_masked_text_stays(text: str) -> None:
    """Masking twice is masking once, and what is masked holds nothing any more."""
    masked = mask(text)

    assert masked == mask(masked)
    assert () == find(masked)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_findings_stand_apart(text: str) -> None:
    """Findings are parts of the text, in order, and never overlap."""
    places = [place for one in find(text) for place in (one.start, one.end)]

    assert places == sorted(places)
    assert all(one.start < one.end <= len(text) for one in find(text))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters="0123456789@&", exclude_categories=["N"])))
def test_no_digits_nothing_found(text: str) -> None:
    """A text without digits and without the sign of addresses has only spoken addresses."""
    assert all(one.kind is Kind.EMAIL for one in find(text))


HOSTILE = [
    *("1", "1 ", "0 ", "1.", "a", "@", "a@", "a.", ".a", "(", "nik ", "nik 1 ", "rp1.000", "&amp;"),
    *("&#49", "&a", "0812 ", "+62 8 ", "08-12-2026 ", "08.15 ", "1.111", "a at b ", "a@b . "),
    *("a-a.", "www.", "https://a.b/1 ", "[nik disamarkan", "35 78 01 41 07 85 0001 ", "\u200b"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_come_to_an_end(piece: str) -> None:
    """The longest message of a piece over and over is masked for good."""
    masked = mask((piece * 4096)[:4096])

    assert masked == mask(masked)


def test_every_kind_has_its_mask() -> None:
    """The words of the masks are those of product.md."""
    assert set(Kind) == set(privacy_guard.MASKS)
    assert NIK == "[NIK disamarkan]"
    assert PHONE == "[nomor telepon disamarkan]"
