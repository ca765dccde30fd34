"""What the tables of `/datasaya` call things, in words that people understand."""

from collections.abc import Callable, Mapping

from community import agencies, areas, levels, topics
from community.posts import NAMES as POST_NAMES
from community.posts import State as PostState
from community.questions import NAMES, Event
from community.questions import State as QuestionState
from community.roles import State

STATES = {
    State.GUEST: "tamu",
    State.PENDING: "menunggu persetujuan",
    State.REFUSED: "pendaftaran ditolak",
    State.LEFT: "sudah keluar",
    State.REMOVED: "dikeluarkan",
    State.MEMBER: "anggota",
    State.ERASED: "data dihapus",
}
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
    "why": "alasan_melihat",
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
    "topic_changed": "mengubah topik",
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
    "author_trusted": "dipercaya sebagai penulis",
    "author_distrusted": "kepercayaan sebagai penulis dicabut",
    "post_approve": "menyetujui tulisan sendiri",
    "post_return": "meminta perbaikan tulisan sendiri",
    "post_refuse": "menolak tulisan sendiri",
    "post_approve_revision": "menyetujui perubahan tulisan sendiri",
    "post_return_revision": "meminta perbaikan perubahan tulisan sendiri",
    "post_refuse_revision": "menolak perubahan tulisan sendiri",
    "post_look_over": "meninjau tulisan sendiri yang sudah terbit",
    "post_hidden": "tulisan disembunyikan karena laporan",
    "post_kept": "tulisan yang dilaporkan dibiarkan terbit",
    "post_restored": "tulisan yang dilaporkan dipulihkan",
    "post_removed": "tulisan yang dilaporkan diturunkan",
    "reporter_seen": "pelapor tulisan dilihat admin",
    "synonym_changed": "mengubah padanan kata",
}
"""What the codes of the trail mean."""


DEEDS: Mapping[str, str] = {
    Event.ASK: "bertanya",
    Event.EDIT: "menyunting",
    Event.EXPLAIN: "menjelaskan",
    Event.WITHDRAW: "menarik pertanyaan",
    Event.CLAIM: "mengambil",
    Event.RELEASE: "melepaskan",
    Event.HAND_OVER: "mengalihkan",
    Event.ASK_EXPLANATION: "meminta penjelasan",
    Event.REFUSE: "menolak",
    Event.ANSWER: "menjawab",
    Event.ADD: "menambah jawaban",
    Event.CORRECT: "mengoreksi jawaban",
    Event.WITHDRAW_ADDITION: "menarik tambahan jawaban",
    Event.WITHDRAW_ANSWER: "menarik jawaban",
    Event.ACCEPT: "menyatakan sudah terjawab",
    Event.NOT_ANSWERED: "menyatakan belum terjawab",
    Event.FOLLOW_UP: "bertanya lanjutan",
    Event.RATE: "menilai jawaban",
    Event.PROPOSE: "meminta izin menerbitkan",
    Event.CONSENT: "mengizinkan terbit",
    Event.DECLINE: "tidak mengizinkan terbit",
    Event.REVOKE: "mencabut dari tanya jawab",
    Event.NOTE: "menambah catatan",
    Event.PRIORITISE: "mengubah prioritas",
    Event.LOOK_UP: "melihat penanya anonim",
}
"""What people do with questions; the clock's steps have nobody behind them."""

WRITTEN: Mapping[str, str] = {
    "question": "pertanyaan",
    "version": "pertanyaan, disunting",
    "request": "permintaan penjelasan",
    "explanation": "penjelasan",
    "answer": "jawaban",
    "follow_up": "pertanyaan lanjutan",
    "note": "catatan",
}
"""What was written about a question."""


def in_words(title: str, row: Mapping[str, object]) -> dict[str, object]:
    """Write a row of the file with names that people understand, codes told in words."""
    return {KEYS.get(name, name): _in_words(title, name, value) for name, value in row.items()}


def _in_words(title: str, name: str, value: object) -> object:
    told = _TOLD.get((title, name))
    return told(value) if told is not None and isinstance(value, str) else value


def _area(code: str) -> str:
    area = areas.by_code(code)
    return code if area is None else area.name


def _agency(code: str) -> str:
    agency = agencies.by_code(code)
    return code if agency is None else agency.name


def _level(code: str) -> str:
    level = levels.by_code(code)
    return code if level is None else level.label


def _topic(code: str) -> str:
    topic = topics.by_code(code)
    return code if topic is None else topic.name


_TOLD: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("orang", "state"): lambda value: STATES[State(value)],
    ("pertanyaan", "state"): lambda value: NAMES[QuestionState(value)],
    ("tulisan", "state"): lambda value: POST_NAMES[PostState(value)],
    ("tulisan", "area"): _area,
    ("rencana_replikasi", "area"): _area,
    ("tulisan", "topic"): _topic,
    ("versi_tulisan", "topic"): _topic,
    ("jejak", "action"): lambda value: ACTIONS.get(value, value),
    ("langkah_pertanyaan", "event"): lambda value: DEEDS.get(value, value),
    ("yang_ditulis_tentang_pertanyaan", "kind"): lambda value: WRITTEN.get(value, value),
    ("profil", "area"): _area,
    ("profil", "agency"): _agency,
    ("profil", "level"): _level,
    ("minat", "topic"): _topic,
    ("bidang_keahlian", "topic"): _topic,
    ("pertanyaan", "topic"): _topic,
}
"""Codes by table and column, and how they are told."""
