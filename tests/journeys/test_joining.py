"""Joining as people live it: by taps, by typing, by a link, twice, and across a restart."""

from pathlib import Path

from simulator.server import Simulator
from tests.crash.process import bot_process, polling
from tests.journeys.house import House, joins, reaches_commitments


async def test_sari_joins_by_taps(house: House) -> None:
    """Seven steps, the welcome with the menu, and a profile that shows it all."""
    await house.opens()
    sari = house.sari

    await joins(sari)
    await sari.says("/profil")

    profile = await sari.sees("Sari Wulandari", "Kabupaten Banyuwangi", "Ahli Muda")
    assert "Unit kerja: belum diisi" in profile
    assert "Menu" in profile.labels


async def test_endang_types_everything(house: House) -> None:
    """Who never taps, sends a photo, a sticker and a paste that is too long, joins all the same."""
    await house.opens()
    endang = house.simulator.person("Endang Lestari")

    await endang.says("halo")
    await endang.sees("silakan pilih dari")
    await endang.says("gabung")
    await endang.sees("Pemberitahuan privasi")
    await endang.says("setuju")
    await endang.sees("Langkah 1/7")
    await endang.says("1")
    await endang.sees("yang dikirim 1.", "Langkah 1/7")
    for kind in ("photo", "sticker"):
        await endang.sends(kind)
        await endang.sees("belum didukung", "Langkah 1/7")
    await endang.says("x" * 5_000)
    await endang.sees("terlalu panjang: 5.000 karakter", "Langkah 1/7")
    await endang.says("Endang Lestari, S.Sos.")
    await endang.sees("Langkah 2/7")
    await endang.says("kabupaten")
    await endang.sees("Langkah 3/7")
    await endang.says("kab. pacitan")
    await endang.sees("Yang cocok dengan “kab. pacitan”")
    await endang.says("PACITAN")
    await endang.sees("Langkah 4/7")
    await endang.says("lewat")
    await endang.sees("Langkah 5/7")
    await endang.says("lewati")
    await endang.sees("Mohon ketuk salah satu jenjang", "Langkah 5/7")
    await endang.says("ahli muda")
    await endang.sees("Langkah 6/7")
    await endang.says("lanjut")
    await endang.sees("Langkah 7/7")
    await endang.says("saya berkomitmen")
    await endang.sees("Selamat datang, Bapak/Ibu Endang Lestari, S.Sos.!")
    await endang.says("/profil")

    assert "Unit kerja: belum diisi" in await endang.sees("Kabupaten Pacitan")


async def test_budi_comes_by_a_link_and_lands_there(house: House) -> None:
    """`/start q_12`, then `/gabung` by hand: after the welcome the question's screen opens."""
    await house.opens()
    budi = house.budi
    await budi.says("/start q_12")
    await budi.sees("Tautan tadi dibuka setelah Bapak/Ibu bergabung")

    await budi.says("/gabung")
    await budi.sees("Pemberitahuan privasi")
    for label, words in (
        ("Setuju", "Langkah 1/7"),
        ("Pakai: Budi Santoso", "Langkah 2/7"),
        ("Pemprov Jawa Timur", "Langkah 3/7"),
        ("Badan Kepegawaian Daerah", "Langkah 4/7"),
        ("Lewati", "Langkah 5/7"),
        ("Lainnya", "Langkah 6/7"),
        ("Lanjut", "Langkah 7/7"),
        ("Saya berkomitmen", "Selamat datang"),
    ):
        await budi.taps(label)
        await budi.sees(words)

    await budi.sees("Pertanyaan #12", "tidak tersedia")
    await budi.says("/start p_34")
    await budi.sees("Tulisan #34 tidak tersedia")
    await budi.says("/start ngawur")
    await budi.sees("Selamat datang kembali")


async def test_double_taps_join_once(house: House) -> None:
    """The second tap on `Saya berkomitmen` finds a member; there is one welcome."""
    await house.opens()
    sari = house.sari
    await reaches_commitments(sari)

    last = await sari.screen()
    assert last is not None

    for _ in range(2):
        await sari.sends_data(last, last.data["Saya berkomitmen"])

    await sari.sees("sudah menjadi anggota")
    welcomes = [shown for shown in await sari.transcript() if "Pendaftaran sudah lengkap" in shown]
    assert 1 == len(welcomes)


async def test_sari_is_let_into_the_group_once_she_joined(house: House) -> None:
    """A stranger's request to join the community's group is told how, a member's is granted."""
    await house.opens()
    sari = house.sari
    await sari.asks_to_join(house.community)
    told = await sari.sees("kirim ulang permintaan masuk grup")
    assert told.urls["Gabung"].endswith("?start=gabung")
    await joins(sari)

    await sari.asks_to_join(house.community)

    await sari.sees("Selamat datang di grup komunitas, Bapak/Ibu Sari Wulandari")
    await sari.at(house.community).says("Salam kenal, saya baru bergabung.")


async def test_sari_blocks_the_bot_and_goes_on_after_a_restart(
    simulator: Simulator, tmp_path: Path
) -> None:
    """A real process is stopped in the middle of her form; the next one offers it again."""
    sari = simulator.person("Sari Wulandari")
    settings = polling(simulator, f"sqlite:///{tmp_path}/cop.db", SEND_RATE="0")
    async with bot_process(tmp_path, settings) as bot:
        await bot.start_and_wait()
        await sari.says("/start p_34")
        await sari.sees("Selamat datang")
        await sari.taps("Gabung")
        await sari.sees("Pemberitahuan privasi")
        await sari.taps("Setuju")
        await sari.sees("Langkah 1/7")
        await sari.says("Sari Wulandari")
        await sari.sees("Langkah 2/7")
        await sari.blocks()
        assert 0 == await bot.stop()
        await bot.start_and_wait()

        await sari.says("/start")
        await sari.sees("masih tersimpan (Langkah 2/7)", "Tautan tadi dibuka")
        await sari.taps("Lanjutkan draf")
        await sari.sees("Langkah 2/7")
        await sari.taps("Instansi lain")
        await sari.sees("Langkah 3/7")
        await sari.says("BPS Provinsi Jawa Timur")
        for label, words in (
            ("", "Langkah 4/7"),
            ("Lewati", "Langkah 5/7"),
            ("Mahir", "Langkah 6/7"),
            ("Lanjut", "Langkah 7/7"),
            ("Saya berkomitmen", "Pendaftaran sudah lengkap"),
        ):
            if label:
                await sari.taps(label)
            await sari.sees(words)
        await sari.sees("Tulisan #34")
