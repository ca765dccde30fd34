"""Words about files that people sent."""

from collections import Counter
from collections.abc import Sequence

from community.reply import Attached

_KINDS = {
    "photo": "foto",
    "document": "dokumen",
    "voice": "pesan suara",
    "video": "video",
    "audio": "rekaman audio",
}


def counted(files: Sequence[Attached]) -> str:
    """Count files by kind: "2 foto, 1 dokumen"."""
    counts = Counter(_KINDS.get(one.kind, "berkas") for one in files)
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def cannot_be_sent(count: int) -> str:
    """Say, in the place of files, that Telegram does not take them any more."""
    which = "Lampiran" if count == 1 else f"Lampiran ({count} berkas)"
    return f"{which} tidak dapat dikirim. Mohon minta pengirimnya mengirim ulang."
