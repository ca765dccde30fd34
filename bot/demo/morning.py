"""One scripted morning of three people, played against the real bot and told as it happens."""

from datetime import time

from bot.demo.clock import ZONE
from bot.demo.stage import Stage
from simulator.person import Person, Screen


class Narrator:
    """Somebody whose words and screens are printed."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._name = person.name.split()[0]

    async def says(self, text: str) -> None:
        """Type something."""
        print(f"\n{self._name}: {text}")
        await self._person.says(text)

    async def taps(self, label: str) -> None:
        """Tap a button."""
        print(f"\n{self._name} menekan [{label}]")
        await self._person.taps(label)

    async def sees(self, *words: str) -> Screen:
        """Await a screen with these words, and print it."""
        screen = await self._person.sees(*words)
        for line in screen.text.splitlines():
            print(f"    {line}")
        if screen.labels:
            print("    " + " ".join(f"[{label}]" for label in screen.labels))
        return screen

    async def receives(self, name: str) -> None:
        """Await a file of that name, and print how long it is."""
        screen = await self._person.receives(name)
        body = await self._person.downloads(screen)
        print(f"    📎 {screen.file_name} ({len(body)} bita)")


async def play(stage: Stage) -> None:
    """Play the morning; raises when somebody does not see what they should."""
    sari, budi, ratna = Narrator(stage.sari), Narrator(stage.budi), Narrator(stage.ratna)
    await _sari_joins(stage, sari)
    await _ratna_plans(stage, ratna)
    await _sari_is_reminded(stage, sari)
    await _budi_joins(stage, budi)
    await _sari_gets_the_link(stage, sari)
    await _ratna_appoints(stage, ratna, budi)
    await _budi_leaves_no_trace(stage, budi)
    print("\nSelesai: semua berjalan seperti seharusnya.")


async def _chapter(stage: Stage, hour: int, minute: int, title: str) -> None:
    """Let the clock strike, and what is due happen."""
    there = stage.clock.now().astimezone(ZONE)
    await stage.moves_to(there.replace(hour=hour, minute=minute, second=0, microsecond=0))
    print(f"\n── {time(hour, minute):%H.%M} {title} ──")


async def _sari_joins(stage: Stage, sari: Narrator) -> None:
    await _chapter(
        stage, 7, 0, "Sari bergabung, salah isi, dan bot dinyalakan ulang di tengah jalan"
    )
    await sari.says("/start")
    await sari.sees("Selamat datang")
    await sari.taps("Gabung")
    await sari.sees("UU")
    await sari.taps("Setuju")
    await sari.sees("Langkah 1/7")
    await sari.says("S")
    await sari.sees("Langkah 1/7")
    await sari.says("Sari Wulandari")
    await sari.sees("Langkah 2/7")
    await sari.taps("Kabupaten/Kota")
    await sari.sees("Langkah 3/7")
    await sari.says("banyu")
    await sari.sees("Langkah 3/7")
    await _chapter(stage, 7, 5, "Bot dimatikan paksa dan dinyalakan lagi")
    await stage.restart_bot()
    await sari.taps("Kabupaten Banyuwangi")
    await sari.sees("Langkah 4/7")
    await sari.says("Dinas Komunikasi, Informatika dan Persandian")
    await sari.sees("Langkah 5/7")
    await sari.taps("Ahli Muda")
    await sari.sees("Langkah 6/7")
    await sari.taps("Lanjut")
    await sari.sees("Langkah 7/7")
    await sari.taps("Saya berkomitmen")
    await sari.sees("Selamat datang")
    await sari.says("/profil")
    await sari.sees("Sari Wulandari", "Banyuwangi")


async def _ratna_plans(stage: Stage, ratna: Narrator) -> None:
    await _chapter(stage, 7, 15, "Ratna, admin, menambah sesi hari ini")
    await ratna.says("/start")
    await ratna.sees("Selamat datang")
    await ratna.says("/program")
    await ratna.sees("Senin, 23 November", "belum ada sesi")
    await ratna.taps("Tambah sesi")
    await ratna.sees("Langkah 1/10")
    await ratna.taps("Senin, 23 November")
    await ratna.sees("Langkah 2/10")
    await ratna.taps("Senin: Forum ASN Berbagi Ilmu")
    await ratna.sees("Langkah 3/10")
    await ratna.taps("Pakai: 1")
    await ratna.sees("Langkah 4/10")
    await ratna.says("Rilis pers dalam 30 menit")
    await ratna.sees("Langkah 5/10")
    await ratna.says("Tim Humas Kabupaten Blitar")
    await ratna.sees("Langkah 6/10")
    await ratna.taps("09.00")
    await ratna.sees("Langkah 7/10")
    await ratna.taps("2 JP")
    await ratna.sees("Langkah 8/10")
    await ratna.taps("Pukul 10.30")
    await ratna.sees("Langkah 9/10")
    await ratna.says("https://zoom.us/j/88000")
    await ratna.sees("Langkah 10/10")
    await ratna.taps("Lewati")
    await ratna.sees("Pratinjau", "Rilis pers dalam 30 menit")
    await ratna.taps("Simpan")
    await ratna.sees("Sesi tersimpan")


async def _sari_is_reminded(stage: Stage, sari: Narrator) -> None:
    await _chapter(stage, 7, 30, "Pengingat datang; Sari akan ikut")
    await sari.sees("Selamat belajar", "Rilis pers dalam 30 menit", "09.00")
    await sari.taps("Saya ikut")
    await sari.sees("Selamat belajar", "Rilis pers dalam 30 menit")
    channel = Narrator(stage.sari.at(stage.channel))
    print("\nKanal komunitas:")
    await channel.sees("Selamat belajar", "Rilis pers dalam 30 menit")


async def _sari_gets_the_link(stage: Stage, sari: Narrator) -> None:
    await _chapter(stage, 8, 45, "Tautan datang 15 menit sebelum sesi")
    await sari.sees("Sebentar lagi", "Rilis pers dalam 30 menit")


async def _budi_joins(stage: Stage, budi: Narrator) -> None:
    await _chapter(stage, 8, 5, "Budi dari Kediri bergabung lewat tautan")
    await budi.says("/start s_1")
    await budi.sees("Selamat datang")
    await budi.taps("Gabung")
    await budi.sees("UU")
    await budi.taps("Setuju")
    await budi.sees("Langkah 1/7")
    await budi.taps("Pakai: Budi Santoso")
    await budi.sees("Langkah 2/7")
    await budi.taps("Kabupaten/Kota")
    await budi.sees("Langkah 3/7")
    await budi.says("kediri")
    await budi.sees("Langkah 3/7")
    await budi.taps("Kota Kediri")
    await budi.sees("Langkah 4/7")
    await budi.taps("Lewati")
    await budi.sees("Langkah 5/7")
    await budi.taps("Ahli Pertama")
    await budi.sees("Langkah 6/7")
    await budi.taps("Rabu: ASN Mengaji")
    await budi.sees("Langkah 6/7")
    await budi.taps("Lanjut")
    await budi.sees("Langkah 7/7")
    await budi.taps("Saya berkomitmen")
    await budi.sees("Rilis pers dalam 30 menit", "09.00")


async def _ratna_appoints(stage: Stage, ratna: Narrator, budi: Narrator) -> None:
    await _chapter(stage, 8, 50, "Ratna, admin, mengangkat Budi menjadi moderator")
    await ratna.says(f"/moderator {stage.budi.id}")
    await ratna.sees("Budi Santoso")
    await ratna.taps("Lanjut")
    await ratna.sees("Budi Santoso")
    await budi.sees("Moderator")
    await budi.says("/anggota sari")
    await budi.sees("Sari Wulandari")


async def _budi_leaves_no_trace(stage: Stage, budi: Narrator) -> None:
    await _chapter(stage, 9, 15, "Budi melihat datanya, lalu menghapusnya")
    await budi.says("/datasaya")
    await budi.sees("Budi Santoso")
    await budi.receives("data-saya.json")
    await budi.taps("Hapus data saya")
    await budi.sees("Hapus data saya")
    await budi.taps("Hapus, tulisan tetap tanpa nama")
    await budi.sees("Yakin")
    await budi.taps("Ya, hapus data saya")
    await budi.sees("telah dihapus")
    await budi.says("/profil")
    await budi.sees("anggota")
