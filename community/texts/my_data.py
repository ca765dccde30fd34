"""Words of `/datasaya` and of the deletion of data."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from community.callback import pack
from community.menu import OpenMenu
from community.my_data import AskErasure, ChooseErasure, Erase
from community.profile import Profile
from community.reply import Button, Message
from community.roles import State
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.held import STATES
from community.texts.members import particulars

LOOKS_SHOWN = 5
FILE_NAME = "data-saya.json"
CAPTION = "Semua data tentang Bapak/Ibu yang kami simpan, dan siapa yang pernah melihatnya."

EXPLANATIONS: Sequence[str] = (
    "Berkas ini memuat semua yang kami simpan tentang Anda, per tabel.",
    "orang dan akun: nomor acak yang kami pakai di dalam sistem, dan ID Telegram Anda.",
    "pengingat: hari dijumlahkan dari Senin 1, Selasa 2, Rabu 4, Kamis 8, dan Jumat 16.",
    "jejak: perbuatan yang tercatat, termasuk setiap kali seorang moderator membuka kartu Anda.",
    "identitas_dilihat_admin: setiap kali admin melihat siapa penanya anonim, beserta alasannya.",
    "oleh_anda: benar bila Anda yang melakukannya.",
    "pesan_masuk: pesan Anda yang gagal kami olah; dihapus setelah 7 hari.",
    "pesan_keluar: pesan bot kepada Anda; isinya dihapus paling lambat setelah 30 hari.",
    "Bagi moderator dan admin, isi pesan tidak disertakan karena memuat data orang lain.",
    "Waktu tertulis dalam UTC.",
)


def summary(
    *,
    state: State,
    profile: Profile | None,
    reminders_on: bool,
    interests: int,
    agreed_at: datetime | None,
    looks: int,
    looked_up: Sequence[tuple[int, datetime]],
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
    if looked_up:
        lines.append(_looked_up(looked_up, zone))
    lines.append(f"\nSelengkapnya ada di berkas {FILE_NAME} yang menyusul.")
    return Message(
        "\n".join(lines),
        ((Button("Hapus data saya", pack(ChooseErasure())),), (menu_button(),)),
    )


def _looked_up(looked_up: Sequence[tuple[int, datetime]], zone: ZoneInfo) -> str:
    """Say how often, and of which questions last, an admin looked who asked."""
    listed = [f"#{number}, {dates.local_day(at, zone)}" for number, at in looked_up]
    shown = "; ".join(listed[-LOOKS_SHOWN:])
    return f"Identitas pada pertanyaan anonim dilihat admin: {len(looked_up)} kali ({shown})"


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
