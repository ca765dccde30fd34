"""Links of sessions: what a button that opens one is called."""

from urllib.parse import urlsplit

HOSTS = {
    "zoom.us": "Zoom",
    "zoom.com": "Zoom",
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "meet.google.com": "Google Meet",
    "teams.microsoft.com": "Teams",
    "teams.live.com": "Teams",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "tiktok.com": "TikTok",
    "t.me": "Telegram",
    "docs.google.com": "Google Docs",
    "forms.gle": "Google Forms",
    "drive.google.com": "Google Drive",
}


def label(url: str) -> str:
    """Name a link by its host: the name people know, else the host itself."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    for known, name in HOSTS.items():
        if host == known or host.endswith("." + known):
            return name
    return host
