"""Which posts everybody may read, as a condition that the indexes of published posts serve."""

from sqlalchemy import and_, literal_column, or_

from community.posts import VISIBLE
from storage.schema import post

# Partial indexes hold for the very words of their condition: SQLite uses them neither for a value
# that is bound nor for one in a list.
IS_VISIBLE = and_(
    or_(*(post.c.state == literal_column(f"'{state.value}'") for state in sorted(VISIBLE))),
    post.c.version.is_not(None),
)
