"""Words about files that people sent."""


def cannot_be_sent(count: int) -> str:
    """Say, in the place of files, that Telegram does not take them any more."""
    which = "Lampiran" if count == 1 else f"Lampiran ({count} berkas)"
    return f"{which} tidak dapat dikirim. Mohon minta pengirimnya mengirim ulang."
