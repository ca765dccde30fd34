"""Topics suggested for a text: a table of questions, and what holds for every text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community import topics
from community.suggesting import near, suggest
from community.topics import Topic

# A question as members write it, and the topic that is offered first.
QUESTIONS = [
    ("Bagaimana menanggapi keluhan warga di kolom komentar?", "pengelolaan_pengaduan"),
    ("Warga mengadukan jalan rusak, siapa yang menjawab?", "pengelolaan_pengaduan"),
    ("Alur pelaporan dan pengaduan lewat SP4N LAPOR!", "pengelolaan_pengaduan"),
    ("Berapa hari PPID harus menjawab permohonan informasi?", "informasi_publik_ppid"),
    ("Kami digugat dalam sengketa informasi", "informasi_publik_ppid"),
    ("Apakah UU 14/2008 masih berlaku?", "informasi_publik_ppid"),
    ("Menyusun strategi komunikasi untuk kebijakan baru", "komunikasi_publik"),
    ("Ada isu liar, kapan kami harus mengklarifikasi?", "komunikasi_krisis"),
    ("Akun INSTAGRAM dinas kami sepi", "media_sosial"),
    ("Format siaran pers yang baik seperti apa?", "produksi_konten"),
    ("Bolehkah memberi uang transpor kepada wartawan?", "hubungan_media"),
    ("Bagaimana menyelaraskan narasi antar-OPD?", "narasi_daerah"),
    ("Cara mengukur reputasi dan citra dinas", "branding_instansi"),
    ("Beredar hoax di grup WhatsApp, langkah pertama apa?", "hoaks_disinformasi"),
    ("Bolehkah memakai AI untuk menulis naskah?", "literasi_digital"),
    ("Syarat kenaikan jenjang ke Ahli Madya?", "jenjang_karir"),
    ("Pak, kapan ukom dibuka?", "jenjang_karir"),
    ("Mohon sarannya, bagaimana menghitung angka kredit?", "penilaian_kinerja_angka_kredit"),
    ("Kapan PAK tahun ini terbit?", "penilaian_kinerja_angka_kredit"),
    ("Apakah juknis PermenPANRB 1/2023 sudah ada?", "regulasi_jf"),
    ("Pelatihan apa yang diakui Iprahumas?", "sertifikasi_iprahumas"),
    ("Ingin bersinergi dengan kota lain", "kolaborasi_jejaring"),
    ("Mereplikasi inovasi dari kabupaten tetangga", "praktik_baik_replikasi"),
    ("Berapa JP yang wajib setiap tahun?", "pengembangan_kompetensi"),
    ("Bagaimana menjawab Ombudsman secara etis dan transparan?", "layanan_publik_etika"),
    ("Jadwal mengaji pekan ini", "wawasan_spiritual"),
    ("Senam pagi bersama", "kesehatan_kebugaran"),
    ("Skp\u200b saya be\u0301lum dinilai", "penilaian_kinerja_angka_kredit"),
]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_the_likeliest_topic_comes_first(question: str, expected: str) -> None:
    """Aliases are found with their affixes, in any case, over several words."""
    assert expected == suggest(question)[0].code


USUAL = ("media_sosial", "narasi_daerah", "regulasi_jf")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pak, saya ingin bertanya",  # not Penetapan Angka Kredit
        "PAK, SAYA INGIN BERTANYA",
        "Saya Sari, ingin bertanya",  # not "saran"
        "Mohon saran dan petunjuknya",
    ],
)
def test_what_says_nothing_about_a_topic(text: str) -> None:
    """A name or a polite phrase moves no topic before those that are usual."""
    assert USUAL == tuple(topic.code for topic in suggest(text, usual=USUAL))


def test_free_places_go_to_what_is_usual() -> None:
    """What a text says comes first, then what the asker usually asks about, then the list."""
    usual = ("lainnya", "media_sosial", "narasi_daerah")

    found = suggest("Kapan ukom dibuka?", usual=usual)

    assert ["jenjang_karir", "media_sosial", "narasi_daerah"] == [one.code for one in found]


def test_what_is_near_is_named_by_the_words() -> None:
    """An empty search is led to the topic that it names; nonsense is led nowhere."""
    assert ["jenjang_karir"] == [one.code for one in near("ukom", topics.ALL)]
    assert () == near("qwxz blorpgh", topics.ALL)


def test_topics_as_admins_edited_them() -> None:
    """The list that is handed over counts, also a short one."""
    drone = Topic("drone", "Fotografi udara", "", "teknis", ("drone", "pesawat nirawak"))
    other = Topic("lainnya", "Lainnya", "", "pendukung", ())

    assert (drone,) == suggest("Izin menerbangkan drone", [other, drone])
    assert () == suggest("Izin menerbangkan drone", [other])
    assert () == suggest("Izin menerbangkan drone", [])


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(QUESTIONS)).map(str)),
    st.lists(st.sampled_from([topic.code for topic in topics.ALL]), max_size=4),
)
def test_three_topics_for_every_text(text: str, usual: list[str]) -> None:
    """Always three different topics, the same each time, never Lainnya."""
    found = suggest(text, usual=usual)

    assert 3 == len({topic.code for topic in found})
    assert found == suggest(text, usual=usual)
    assert "lainnya" not in {topic.code for topic in found}


def test_a_long_text_is_read_to_its_end() -> None:
    """The longest question is searched whole, however often it repeats itself."""
    text = "dan seterusnya " * 190 + "angka kredit"

    assert "penilaian_kinerja_angka_kredit" == suggest(text)[0].code
