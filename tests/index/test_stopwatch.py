from index.stopwatch import Stopwatch
from index.types import BuildEvent


def test_events_carry_pages_chunks_and_an_estimate() -> None:
    events: list[BuildEvent] = []
    watch = Stopwatch(events.append)
    watch.tell("read", 0, 4)
    watch.tell("read", 1, 4, "a.pdf", pages=3, share=0.9)
    watch.tell("chunk", 25, 0)
    watch.tell("embed", 2, 2)
    first, second, chunk, embed = events
    assert (first.seconds_left, chunk.seconds_left, embed.seconds_left) == (None, None, 0.0)
    assert (second.note, second.pages, second.chunks) == ("a.pdf", 3, 0)
    assert second.seconds_left is not None
    assert (chunk.done, chunk.chunks) == (25, 25)


def test_each_second_belongs_to_one_stage() -> None:
    watch = Stopwatch(None)
    for stage in ("scan", "read", "read", "done"):
        watch.tell(stage, 0, 0)
    assert set(watch.seconds) == {"scan", "read"}
