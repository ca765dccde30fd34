"""Reading posts: the buttons of lists, and of what stands around an opened post."""

from community.callback import callback

A_PAGE = 5
TOPICS_A_PAGE = 8
AREAS_A_PAGE = 10


@callback("n")  # one letter: two numbers and two words have to fit
class NextPost:
    """`Berikutnya ›` below a post: what follows it in its list by now."""

    post: int
    kind: str
    place: int
    of: str = ""


@callback("p")  # as NextPost
class PreviousPost:
    """`‹ Sebelumnya` below a post."""

    post: int
    kind: str
    place: int
    of: str = ""


@callback("bt")
class ListPostTopics:
    """`Topik`: the topics in which something can be read."""

    page: int = 0


@callback("ba")
class ListPostAreas:
    """`Wilayah`: the kabupaten, kota and agencies from which something can be read."""

    page: int = 0


def page_of(place: int) -> int:
    """Return the page on which a place of a list stands."""
    return max(place, 0) // A_PAGE
