"""Who one may be in the demo: their numbers, names, roles and places."""

from collections.abc import Iterator
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody whom one may be; `place` is an area as the bot names it."""

    id: int
    name: str
    role: str
    place: str

    @property
    def key(self) -> str:
        """Return the word by which the terminal calls them."""
        return self.name.split()[0].lower()


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of the demo, guest first, admin last."""

    sari: Player = Player(700_000_001, "Sari Wulandari", "Tamu", "Kabupaten Banyuwangi")
    lina: Player = Player(700_000_004, "Lina Hartati", "Anggota", "Kabupaten Pacitan")
    budi: Player = Player(700_000_002, "Budi Santoso", "Anggota", "Kota Kediri")
    tono: Player = Player(700_000_005, "Tono Wijaya", "Moderator", "Kota Malang")
    dewi: Player = Player(700_000_006, "Dewi Anggraini", "Moderator", "Kabupaten Jember")
    ratna: Player = Player(700_000_003, "Ratna Dewi", "Admin", "Kota Surabaya")

    def __iter__(self) -> Iterator[Player]:
        """Go through them in the order of the page."""
        return (getattr(self, one.name) for one in fields(self))


CAST = Cast()
