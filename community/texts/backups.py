"""Words about backups, for `/jadwalbot` and the command line."""

BY_PG_DUMP = "PostgreSQL: dicadangkan dengan pg_dump (lihat `cop-humas backup`)"


def made(name: str, size: int, removed: int) -> str:
    """Say which backup was made and how many old ones went."""
    gone = f", {removed} yang lama dihapus" if removed else ""
    return f"{name} ({megabytes(size)}){gone}"


def megabytes(size: int) -> str:
    """Write a number of bytes as people read it: "0,4 MB", "312 MB"."""
    amount = size / 1_000_000
    shown = f"{amount:.1f}" if amount < 10 else f"{amount:.0f}"
    return f"{shown.replace('.', ',')} MB"
