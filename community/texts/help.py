"""Words of `/bantuan`, for each role."""

from community.reply import Message
from community.roles import Role, State
from community.texts.common import menu_button
from community.texts.menu import item

_EVERYONE = (
    "/menu – buka menu\n"
    "/hariini – program hari ini\n"
    "/jadwal – jadwal pekan ini\n"
    "/pengaturan – hari, jam, dan jeda pengingat\n"
    "/berhenti – matikan pengingat\n"
    "/privasi – bagaimana data Bapak/Ibu dijaga\n"
    "/datasaya – lihat atau hapus data Bapak/Ibu\n"
    "/batal – tinggalkan isian yang sedang berjalan"
)
_MEMBER = (
    "/tanya – ajukan pertanyaan\n"
    "/pertanyaansaya – pertanyaan Bapak/Ibu dan jawabannya\n"
    "/faq – pertanyaan yang sudah dijawab, menurut topik\n"
    "/berbagi – bagikan praktik baik\n"
    "/tulisansaya – tulisan Bapak/Ibu: keadaannya, ubah, tarik\n"
    "/cari – cari jawaban dan tulisan\n"
    "/terbaru – tulisan terbaru, menurut topik dan wilayah\n"
    "/tersimpan – tulisan yang disimpan\n"
    "/profil – lihat dan ubah profil\n"
    "/keluar – keluar dari komunitas"
)
_MODERATOR = (
    "/antrean – pertanyaan, tulisan, dan laporan yang menunggu\n"
    "/catatan – catatan moderator, misalnya: /catatan 12 tunggu BKD\n"
    "/templat – templat jawaban yang dapat dipakai bersama\n"
    "/anggota – cari anggota, misalnya: /anggota sari\n"
    "/program – tambah, ubah, pindahkan, atau batalkan sesi\n"
    "/aturan – aturan yang dirujuk jawaban, dan jawaban yang perlu ditinjau\n"
    "/statistik – seri, jangkauan, dan waktu jawab pertanyaan\n"
    "/dampak – praktik yang direplikasi, dan di mana"
)
_ADMIN = (
    "/moderator – daftar moderator; tugaskan dengan /moderator 123456 "
    "(ID Telegram) atau dengan membalas pesan anggotanya\n"
    "/libur – hari libur, cuti bersama, dan Ramadan\n"
    "/programhari – teks program tiap hari\n"
    "/topik – topik pertanyaan dan kata kuncinya\n"
    "/sinonim – kata yang bagi pencarian sama artinya\n"
    "/jadwalbot – pekerjaan terjadwal dan hasil pengingat\n"
    "/audit – jejak perbuatan; satu orang: /audit dan nomornya"
)


def overview(state: State, role: Role) -> Message:
    """Show what somebody in this state and role can do."""
    parts = ["<b>Bantuan</b>"]
    if state is State.MEMBER:
        parts.append(_MEMBER)
    elif state is not State.PENDING:
        parts.append("/gabung – bergabung dengan komunitas")
    parts.append(_EVERYONE)
    if role in (Role.MODERATOR, Role.ADMIN):
        parts.append(f"<b>Moderator</b>\n{_MODERATOR}")
    if role is Role.ADMIN:
        parts.append(f"<b>Admin</b>\n{_ADMIN}")
    return Message(
        "\n\n".join(parts),
        ((item("Privasi", "privacy"), item("Data saya", "my_data")), (menu_button(),)),
    )


def in_group() -> Message:
    """Show what works in the moderators' group."""
    return Message(
        "<b>Bantuan</b>\n"
        "/antrean – pertanyaan, tulisan, dan laporan yang menunggu\n"
        "/catatan – catatan moderator pada pertanyaan\n"
        "/templat – templat jawaban; dibuka di obrolan pribadi dengan bot\n"
        "/aturan – aturan rujukan; dibuka di obrolan pribadi dengan bot\n"
        "/anggota – cari anggota; dibuka di obrolan pribadi dengan bot\n"
        "/program – sesi dua pekan ke depan\n"
        "/statistik – seri, jangkauan, dan waktu jawab\n"
        "/dampak – praktik yang direplikasi; dibuka di obrolan pribadi dengan bot\n"
        "/moderator – daftar dan penugasan moderator (admin)"
    )
