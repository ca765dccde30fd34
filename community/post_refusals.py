"""The reasons for which a post is refused (`Tolak`), and where each sends its author."""

from community.question_refusals import Needs, Reason

ALL = (
    Reason(
        "ranah",
        "Bukan ranah CoP",
        "Tulisan Bapak/Ibu berada di luar bidang kehumasan yang dibagikan di CoP Pranata Humas.",
        "Praktik, panduan, atau pengalaman kehumasan Bapak/Ibu selalu kami nantikan di /berbagi.",
    ),
    Reason(
        "pribadi",
        "Mengandung data pribadi",
        "Tulisan Bapak/Ibu memuat data pribadi yang tidak boleh disebarluaskan (UU 27/2022).",
        "Silakan mengirimnya kembali melalui /berbagi tanpa nama orang, NIK, NIP, nomor telepon, "
        "atau data pribadi lain, juga di foto dan dokumennya.",
    ),
    Reason(
        "hoaks",
        "Hoaks atau belum terverifikasi",
        "Isi tulisan Bapak/Ibu belum dapat kami pastikan kebenarannya.",
        "Silakan memeriksanya pada sumber resmi, misalnya Klinik Hoaks Jawa Timur "
        "(klinikhoaks.jatimprov.go.id), lalu mengirimnya kembali melalui /berbagi beserta "
        "sumbernya.",
    ),
    Reason(
        "terbit",
        "Sudah pernah terbit",
        "Tulisan dengan isi yang sama sudah pernah terbit di CoP.",
        "Silakan mencarinya melalui /cari. Bila ada hal baru, silakan menuliskannya melalui "
        "/berbagi; tulisan Bapak/Ibu yang sudah terbit dapat diubah di /tulisansaya.",
    ),
    Reason(
        "internal",
        "Dokumen internal/terbatas",
        "Tulisan Bapak/Ibu memuat dokumen internal atau informasi yang dikecualikan.",
        "Mohon memastikan izinnya kepada PPID instansi Bapak/Ibu; bagian yang terbuka dapat "
        "dikirim kembali melalui /berbagi.",
    ),
    Reason(
        "lain",
        "Lainnya",
        "Tulisan Bapak/Ibu belum dapat diterbitkan.",
        "Bila ada hal lain yang ingin dibagikan, silakan melalui /berbagi.",
        Needs.TEXT,
    ),
)

_BY_CODE = {reason.code: reason for reason in ALL}


def by_code(code: str) -> Reason | None:
    """Return the reason of that code."""
    return _BY_CODE.get(code)
