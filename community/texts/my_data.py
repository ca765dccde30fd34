"""Words of `/datasaya` and of the deletion of data."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from community import agencies, areas, levels, topics
from community.callback import pack
from community.menu import OpenMenu
from community.my_data import AskErasure, ChooseErasure, Erase
from community.posts import NAMES as POST_NAMES
from community.profile import Profile
from community.questions import NAMES
from community.reply import Button, Message
from community.roles import State
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.members import particulars

FILE_NAME = "data-saya.json"
CAPTION = "Semua data tentang Bapak/Ibu yang kami simpan, dan siapa yang pernah melihatnya."

STATES = {
    State.GUEST: "tamu",
    State.PENDING: "menunggu persetujuan",
    State.REFUSED: "pendaftaran ditolak",
    State.LEFT: "sudah keluar",
    State.REMOVED: "dikeluarkan",
    State.MEMBER: "anggota",
    State.ERASED: "data dihapus",
}
EXPLANATIONS: Sequence[str] = (
    "Berkas ini memuat semua yang kami simpan tentang Anda, per tabel.",
    "orang dan akun: nomor acak yang kami pakai di dalam sistem, dan ID Telegram Anda.",
    "pengingat: hari dijumlahkan dari Senin 1, Selasa 2, Rabu 4, Kamis 8, dan Jumat 16.",
    "jejak: perbuatan yang tercatat, termasuk setiap kali seorang moderator membuka kartu Anda.",
    "oleh_anda: benar bila Anda yang melakukannya.",
    "pesan_masuk: pesan Anda yang gagal kami olah; dihapus setelah 7 hari.",
    "pesan_keluar: pesan bot kepada Anda; isinya dihapus paling lambat setelah 30 hari.",
    "Bagi moderator dan admin, isi pesan tidak disertakan karena memuat data orang lain.",
    "Waktu tertulis dalam UTC.",
)
KEYS: Mapping[str, str] = {
    "action": "perbuatan",
    "agency": "perangkat_daerah",
    "answers": "jawaban",
    "applied_at": "diajukan_pada",
    "appointed_at": "ditugaskan_pada",
    "area": "kabupaten_kota",
    "asked_at": "ditanyakan_pada",
    "at": "waktu",
    "attachments": "lampiran",
    "changed_at": "diubah_pada",
    "channel": "kanal",
    "created_at": "dibuat_pada",
    "day": "hari",
    "code": "kode",
    "days": "pilihan_hari",
    "decided_at": "diputuskan_pada",
    "details": "rincian",
    "digest": "rangkuman_mingguan",
    "event": "peristiwa",
    "first": "mulai",
    "form": "isian",
    "handled_at": "diolah_pada",
    "hour": "jam",
    "id": "nomor",
    "is_anonymous": "anonim",
    "is_given": "setuju",
    "is_on": "menyala",
    "wants_off": "diminta_mati",
    "is_open": "sedang_terbuka",
    "is_reachable": "dapat_dihubungi",
    "joined_at": "bergabung_pada",
    "kind": "jenis",
    "level": "jenjang",
    "message_id": "nomor_pesan",
    "message_ids": "nomor_pesan",
    "name": "nama",
    "notice_version": "versi_pemberitahuan",
    "oleh_anda": "oleh_anda",
    "other_agency": "instansi_lain",
    "paused_until": "jeda_sampai",
    "payload": "isi",
    "programme": "program",
    "proposed_at": "diusulkan_pada",
    "question": "pertanyaan",
    "question_id": "nomor_pertanyaan",
    "rating": "nilai",
    "raw": "isi",
    "reason": "alasan",
    "reason_text": "uraian_alasan",
    "received_at": "diterima_pada",
    "removed_before": "pernah_dikeluarkan",
    "seen_at": "pertama_menyapa_pada",
    "session_id": "nomor_sesi",
    "since": "berlaku_sejak",
    "state": "status",
    "state_at": "status_sejak",
    "step": "langkah",
    "subject": "tentang",
    "target": "tautan_tujuan",
    "telegram_id": "id_telegram",
    "text": "isi",
    "title": "judul",
    "topic": "topik",
    "unit": "unit_kerja",
    "unreachable_at": "tidak_terhubung_sejak",
    "updated_at": "diubah_pada",
    "version": "versi",
    "view": "tampilan",
    "weekday": "hari_ke",
    "year": "tahun",
    "zone": "zona_waktu",
    "answered_at": "dijawab_pada",
    "ask_at": "ditanya_lagi_pada",
    "body": "isi",
    "case_id": "nomor_laporan",
    "comment": "catatan",
    "link": "tautan",
    "media": "lampiran",
    "outcome": "hasil",
    "post_id": "nomor_tulisan",
    "published_at": "terbit_pada",
    "submitted_at": "dikirim_pada",
    "where": "tempat",
    "word": "kata",
    "words": "kata",
    "workplace": "instansi",
    "written_at": "ditulis_pada",
}
"""What the columns are called in the file; whoever adds a column with people in it adds a line."""

ACTIONS: Mapping[str, str] = {
    "appointed": "ditugaskan sebagai moderator",
    "duty_ended": "tugas moderator berakhir",
    "member_seen": "kartu anggota dibuka moderator",
    "removed": "dikeluarkan dari komunitas",
    "applied": "mengajukan permohonan bergabung",
    "application_accepted": "permohonan disetujui",
    "application_refused": "permohonan ditolak",
    "joined": "bergabung",
    "left": "keluar dari komunitas",
    "profile_corrected": "profil diubah",
    "erased": "data dihapus",
    "session_added": "menambah sesi",
    "session_changed": "mengubah sesi",
    "session_moved": "memindahkan sesi",
    "session_cancelled": "membatalkan sesi",
    "participants_seen": "melihat daftar peserta sesi",
    "participants_exported": "mengunduh daftar peserta sesi",
    "reminders_missed": "pengingat terlewat",
    "reach_recorded": "mencatat jangkauan sesi",
    "reach_imported": "mengimpor riwayat jangkauan",
    "programme_changed": "mengubah teks program harian",
    "programme_restored": "mengembalikan teks program harian",
    "holiday_added": "menambah hari libur",
    "holiday_removed": "menghapus hari libur",
    "holiday_restored": "mengembalikan hari ke daftar asal",
    "holiday_moved": "memindahkan hari libur",
    "ramadan_set": "mengisi Ramadan",
    "ramadan_removed": "menghapus Ramadan",
    "year_confirmed": "memastikan kalender",
    "asker_looked_up": "penanya anonim dilihat admin",
    "author_trusted": "dipercaya sebagai penulis",
    "author_distrusted": "kepercayaan sebagai penulis dicabut",
    "post_approve": "menyetujui tulisan sendiri",
    "post_return": "meminta perbaikan tulisan sendiri",
    "post_refuse": "menolak tulisan sendiri",
    "post_approve_revision": "menyetujui perubahan tulisan sendiri",
    "post_return_revision": "meminta perbaikan perubahan tulisan sendiri",
    "post_refuse_revision": "menolak perubahan tulisan sendiri",
    "post_look_over": "meninjau tulisan sendiri yang sudah terbit",
    "topic_changed": "mengubah topik",
    "post_hidden": "tulisan disembunyikan karena laporan",
    "post_kept": "tulisan yang dilaporkan dibiarkan terbit",
    "post_restored": "tulisan yang dilaporkan dipulihkan",
    "post_removed": "tulisan yang dilaporkan diturunkan",
    "reporter_seen": "pelapor tulisan dilihat admin",
    "synonym_changed": "mengubah padanan kata",
    "question_answered": "menjawab pertanyaan sendiri",
    "question_claim": "mengambil pertanyaan sendiri",
    "question_release": "melepaskan pertanyaan sendiri",
    "question_hand_over": "mengalihkan pertanyaan sendiri",
    "question_ask_explanation": "meminta penjelasan pertanyaan sendiri",
    "question_refuse": "menolak pertanyaan sendiri",
    "question_prioritise": "menandai pertanyaan sendiri",
    "publication_proposed": "meminta izin menerbitkan jawaban",
    "publication_changed": "mengubah jawaban yang terbit",
    "publication_confirmed": "memastikan jawaban yang terbit masih berlaku",
    "publication_ended": "mencabut jawaban dari tanya jawab",
    "rule_added": "menambah aturan rujukan",
    "rule_replaced": "menandai aturan rujukan diganti",
}
"""What the codes of the trail mean."""


_STATE_NAMES: Mapping[str, Mapping[str, str]] = {
    "orang": {state.value: name for state, name in STATES.items()},
    "pertanyaan": {state.value: name for state, name in NAMES.items()},
    "tulisan": {state.value: name for state, name in POST_NAMES.items()},
}
"""What the codes of states mean, by the title of a table."""


def in_words(title: str, row: Mapping[str, object]) -> dict[str, object]:
    """Write a row of the file with names that people understand, codes told in words."""
    return {KEYS.get(name, name): _in_words(title, name, value) for name, value in row.items()}


def _in_words(title: str, name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    match title, name:
        case _, "state" if title in _STATE_NAMES:
            return _STATE_NAMES[title].get(value, value)
        case "jejak", "action":
            return ACTIONS.get(value, value)
        case "profil" | "tulisan" | "rencana_replikasi", "area":
            area = areas.by_code(value)
            return value if area is None else area.name
        case "profil", "agency":
            agency = agencies.by_code(value)
            return value if agency is None else agency.name
        case "profil", "level":
            level = levels.by_code(value)
            return value if level is None else level.label
        case "minat" | "bidang_keahlian" | "pertanyaan" | "tulisan" | "versi_tulisan", "topic":
            topic = topics.by_code(value)
            return value if topic is None else topic.name
    return value


def summary(
    *,
    state: State,
    profile: Profile | None,
    reminders_on: bool,
    interests: int,
    agreed_at: datetime | None,
    looks: int,
    zone: ZoneInfo,
) -> Message:
    """Sum up what is held; the whole of it follows as a file."""
    lines = ["<b>Data saya</b>", f"Status: {STATES[state]}"]
    if profile is None:
        lines.append("Yang kami simpan hanya ID Telegram, isian sementara, dan pengaturan.")
    else:
        lines += [f"Nama: {escape(profile.name)}", *particulars(profile)]
        if profile.joined_at is not None:
            lines.append(f"Bergabung: {dates.local_day(profile.joined_at, zone)}")
        lines.append(f"Topik minat: {interests}")
    lines.append(f"Pengingat: {'menyala' if reminders_on else 'mati'}")
    if agreed_at is not None:
        lines.append(f"Persetujuan privasi: {dates.moment(agreed_at, zone)}")
    lines.append(f"Kartu Bapak/Ibu dibuka moderator: {looks} kali")
    lines.append(f"\nSelengkapnya ada di berkas {FILE_NAME} yang menyusul.")
    return Message(
        "\n".join(lines),
        ((Button("Hapus data saya", pack(ChooseErasure())),), (menu_button(),)),
    )


def choose(*, backup_nights: int, is_admin: bool, is_moderator: bool) -> Message:
    """Offer the two ways of deleting."""
    text = (
        "<b>Hapus data saya</b>\n"
        "Semua data pribadi Bapak/Ibu akan dihapus dan keanggotaan berakhir. "
        "Pertanyaan yang masih terbuka dan tulisan yang belum terbit ikut ditarik; isi pertanyaan "
        "dan jawabannya ikut terhapus.\n\n"
        "Tulisan dan tanya jawab yang sudah terbit dapat tetap ada tanpa nama, atau ikut dihapus. "
        f"Salinan cadangan terhapus dengan sendirinya dalam {backup_nights} malam."
    )
    if is_moderator:
        text += (
            "\n\nTugas moderator ikut berakhir; jawaban yang pernah diberikan tetap ada "
            "sebagai “Moderator CoP”."
        )
    if is_admin:
        text += (
            "\n\nID Telegram Bapak/Ibu sebagai admin tertulis di pengaturan server "
            "(ADMIN_IDS) dan tidak dapat dihapus dari sini; mohon minta pengelola server "
            "menghapusnya."
        )
    return Message(
        text,
        (
            (Button("Hapus, tulisan tetap tanpa nama", pack(AskErasure(with_posts=False))),),
            (Button("Hapus beserta tulisan", pack(AskErasure(with_posts=True))),),
            (Button("Batal", pack(OpenMenu())),),
        ),
    )


def confirm(*, with_posts: bool) -> Message:
    """Ask once more before everything is deleted."""
    posts = (
        "Tulisan dan tanya jawab yang sudah terbit ikut dihapus."
        if with_posts
        else "Tulisan dan tanya jawab yang sudah terbit tetap ada tanpa nama. Setelah ini izin "
        "menerbitkannya tidak dapat dicabut lagi."
    )
    return Message(
        f"<b>Yakin menghapus semua data?</b>\n{posts} Langkah ini tidak dapat dibatalkan.",
        (
            (Button("Ya, hapus data saya", pack(Erase(with_posts=with_posts))),),
            (Button("Batal", pack(OpenMenu())),),
        ),
    )


def erased(*, backup_nights: int, is_admin: bool) -> Message:
    """Say goodbye; nothing about the person is left to name."""
    text = (
        "Data Bapak/Ibu telah dihapus. Sisa jejak teknis dibersihkan dalam satu jam, "
        f"dan salinan cadangan dalam {backup_nights} malam. "
        "Terima kasih atas kebersamaannya.\n\n"
        "Bila suatu saat berkenan kembali, silakan kirim /start."
    )
    if is_admin:
        text += (
            "\n\nID admin di pengaturan server (ADMIN_IDS) masih ada; "
            "mohon minta pengelola server menghapusnya."
        )
    return Message(text)
