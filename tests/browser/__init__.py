"""The chat page in a real browser: Debian's Chromium, driven by Playwright, and the real demo."""
