"""What is dear to make is made for a share of the time."""

import threading

import pytest

from orientation.packs.effort import Effort, NoEffortLeft


def test_what_was_spent_comes_back_by_and_by() -> None:
    effort = Effort(share=0.1, most=3)
    effort.spend(4, now=100)
    assert effort.saved(now=100) == -1
    with pytest.raises(NoEffortLeft), effort.alone(now=109):
        pass
    with effort.alone(now=111):
        pass
    assert effort.saved(now=120) == pytest.approx(1)
    assert effort.saved(now=10_000) == 3


def test_one_at_a_time() -> None:
    effort = Effort(patience=0.01)
    refused: list[bool] = []

    def other() -> None:
        try:
            with effort.alone(now=1):
                refused.append(False)
        except NoEffortLeft:
            refused.append(True)

    with effort.alone(now=1):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(10)
    assert refused == [True]
    with effort.alone(now=1):
        pass
