"""Applications to join: the buttons of their cards and the reasons to refuse one."""

from community.callback import callback


@callback("aw")
class WithdrawApplication:
    """Take one's own application back (`Tarik permohonan`)."""


@callback("aa")
class AcceptApplication:
    """`Setujui`."""

    application: int


@callback("ar")
class ChooseRefusal:
    """`Tolak`: show the reasons."""

    application: int


@callback("ax")
class RefuseApplication:
    """A reason was picked: refuse."""

    application: int
    reason: str


@callback("ac")
class ShowApplication:
    """Back from the reasons to the card."""

    application: int


REASONS = {
    "tugas": "Belum bertugas di bidang kehumasan pemerintah",
    "data": "Data pendaftaran belum lengkap atau belum sesuai",
    "ganda": "Sudah terdaftar dengan akun lain",
    "lain": "Belum dapat kami verifikasi",
}


def subject(application_id: int) -> str:
    """Name the card of an application, so that it can be found and edited."""
    return f"application:{application_id}"
