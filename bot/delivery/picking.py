"""Which rows are claimed next: what people wait for, then mass messages."""

from bot.delivery.gate import Gate
from bot.delivery.parcel import Parcel
from bot.delivery.queue import Queue
from community.reply import Lane

MOST_CLAIMED = 250  # rows in one transaction


def pick(queue: Queue, gate: Gate, now: float) -> dict[Parcel, Lane]:
    """Take rows out of the queue, as many as can leave soon; says how urgent each is."""
    picked: dict[Parcel, Lane] = {}
    rooms = {lane: gate.room(lane) for lane in Lane}
    lanes = gate.talk_lanes
    while lanes and len(picked) < MOST_CLAIMED and rooms[Lane.REPLY] > 0:
        found = queue.next_talk(now, lanes)
        if found is None:
            break
        parcel, urgency = found
        picked[parcel] = urgency
        rooms[urgency] -= 1
        if rooms[Lane.NOTICE] <= 0:
            lanes = (Lane.REPLY,)
    if not gate.wants_bulk:
        return picked
    while rooms[Lane.BULK] > 0 and len(picked) < MOST_CLAIMED:
        bulk = queue.next_bulk(now)
        if bulk is None:
            break
        picked[bulk] = Lane.BULK
        rooms[Lane.BULK] -= 1
    return picked
