"""How much is measured: in earnest, in a hurry, or only to see that it runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Sizes of all benchmarks."""

    repeats: int
    updates: int  # at once
    sequential_updates: int  # for bots that answer one at a time while the API takes 60 ms
    seconds: float  # of an open loop
    free_messages: int
    paid_messages: int
    pipeline_messages: int
    stock_messages: int  # what plain bots are given where ours gets the pipeline's
    fan_out_rows: int
    reminder_members: int
    backlog: int
    outbox_rows: int
    units: int
    questions: int
    held: int
    posts: int
    searches: int  # of each way


FULL = Scale(
    repeats=3,
    updates=20_000,
    sequential_updates=300,
    seconds=20,
    free_messages=600,
    paid_messages=10_000,
    pipeline_messages=20_000,
    stock_messages=3_000,
    fan_out_rows=1_000_000,
    reminder_members=1_000_000,
    backlog=20_000,
    outbox_rows=1_000_000,
    units=3_000,
    questions=100_000,
    held=1_000,
    posts=100_000,
    searches=500,
)
QUICK = Scale(
    repeats=1,
    updates=5_000,
    sequential_updates=100,
    seconds=8,
    free_messages=300,
    paid_messages=4_000,
    pipeline_messages=8_000,
    stock_messages=1_000,
    fan_out_rows=200_000,
    reminder_members=50_000,
    backlog=5_000,
    outbox_rows=100_000,
    units=1_000,
    questions=20_000,
    held=200,
    posts=10_000,
    searches=100,
)
SMOKE = Scale(
    repeats=1,
    updates=20,
    sequential_updates=5,
    seconds=0.1,
    free_messages=5,
    paid_messages=20,
    pipeline_messages=20,
    stock_messages=10,
    fan_out_rows=300,
    reminder_members=300,
    backlog=20,
    outbox_rows=50,
    units=10,
    questions=60,
    held=5,
    posts=60,
    searches=2,
)
