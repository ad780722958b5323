"""Long chores are done a batch at a time, and no more of them than were asked for."""

import pytest

from open315.core.bulk import in_batches


@pytest.mark.parametrize(
    ("found", "most", "done", "asked"),
    [
        ([0], 10, 0, 1),
        ([3, 0], 10, 3, 2),
        ([5, 5, 5], 10, 10, 2),
        ([5, 4, 5, 9], 10, 14, 3),
        ([5], 0, 0, 0),
    ],
)
def test_batches_go_on_until_nothing_is_left_or_enough_is_done(
    found: list[int], most: int, done: int, asked: int
) -> None:
    left = iter(found)
    calls: list[int] = []

    def batch() -> int:
        calls.append(next(left))
        return calls[-1]

    assert (in_batches(batch, most), len(calls)) == (done, asked)
