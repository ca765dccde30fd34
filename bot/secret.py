"""A value that must never be seen in a message, a log or a traceback."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """Hold a secret text so that printing it by accident shows nothing."""

    _text: str

    def reveal(self) -> str:
        """Return the secret text; call it only where the secret is used."""
        return self._text

    def __repr__(self) -> str:
        """Show that there is a secret, never which."""
        return "Secret(***)"
