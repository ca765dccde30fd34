"""What is made when it is sent: the makers of `Later` rows, by kind."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from community.reply import File, InlineAnswer, Message
from handlers import answer_times, impact, inline, my_data, participants, session_files, statistics
from storage.unit import Unit

Content = File | Message | InlineAnswer | None
Afterwards = Callable[[], Awaitable[Content]]
Maker = Callable[[Unit, Mapping[str, Any], int | None], Awaitable[Content | Afterwards]]

MAKERS: Mapping[str, Maker] = {
    my_data.KIND: my_data.make,
    inline.KIND: inline.make,
    session_files.KIND: session_files.make,
    participants.KIND: participants.make,
    statistics.CHART: statistics.make_chart,
    answer_times.CHART: answer_times.make_chart,
    impact.CHART: impact.make_chart,
    statistics.EXPORT: statistics.make_export,
}
"""Each runs on a snapshot and checks again whether it may; None sends nothing."""
