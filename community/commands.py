"""The command lists that Telegram shows behind its menu button, one for each scope."""

Commands = tuple[tuple[str, str], ...]

EVERYONE: Commands = (
    ("start", "Mulai dan buka menu"),
    ("hariini", "Program hari ini"),
    ("tanya", "Ajukan pertanyaan"),
    ("berbagi", "Bagikan praktik baik"),
    ("cari", "Cari jawaban dan tulisan"),
    ("profil", "Lihat dan ubah profil"),
    ("pengaturan", "Atur pengingat"),
    ("bantuan", "Bantuan"),
)
"""Fixed by the contract, in this order."""

MODERATORS: Commands = (*EVERYONE, ("anggota", "Cari anggota"))

ADMINS: Commands = (*MODERATORS, ("moderator", "Tugaskan moderator"))

MODERATOR_CHAT: Commands = (
    ("anggota", "Cari anggota (dibuka di obrolan pribadi)"),
    ("moderator", "Daftar dan penugasan moderator (admin)"),
    ("bantuan", "Bantuan"),
)
