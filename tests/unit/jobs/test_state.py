"""The state machine: accepted and rejected reports of a job's status."""

from hypothesis import given
from hypothesis import strategies as st

from invokeai_sdk.jobs.state import TERMINAL, JobState

RUN = ["pending", "in_progress"]


def test_a_normal_run():
    state = JobState()
    for sequence, status in enumerate(["in_progress", "waiting", "pending", "in_progress", "completed"], 1):
        state = state.after_event(status, sequence)
        assert (state.status, state.sequence) == (status, sequence)
    assert state.is_terminal


def test_events_out_of_date_change_nothing():
    state = JobState().after_event("in_progress", 3)
    assert state.after_event("pending", 2) is state
    assert state.after_event("waiting", 3) is state
    assert state.after_event("waiting", 4).status == "waiting"


def test_without_a_sequence_the_rank_decides():
    state = JobState().after_event("in_progress")
    assert state.after_event("pending") is state
    assert state.after_event("completed").status == "completed"


def test_a_final_status_stays():
    for end in TERMINAL:
        state = JobState(end, 2, 2)
        assert state.after_event("completed", 9) is state
        assert state.after_snapshot("failed", 9, asked_at=2) is state
        assert state.after_loss() is state
        assert state.after_node_event() is state


def test_a_snapshot_counts_unless_an_event_came_meanwhile():
    state = JobState().after_event("pending", 1)
    asked_at = state.version
    assert state.after_snapshot("in_progress", asked_at=asked_at).status == "in_progress"
    newer = state.after_event("in_progress", 2)
    assert newer.after_snapshot("pending", asked_at=asked_at) is newer
    assert newer.after_snapshot("completed", asked_at=asked_at).status == "completed"


def test_a_node_event_implies_that_a_pending_job_runs():
    assert JobState("pending").after_node_event().status == "in_progress"
    assert JobState("waiting").after_node_event().status == "waiting"


def test_a_status_of_a_newer_server_is_kept():
    state = JobState().after_event("hibernating", 1)
    assert state.status == "hibernating"
    assert not state.is_terminal
    assert state.after_event("completed", 2).is_terminal


@given(st.permutations(list(enumerate(["in_progress", "waiting", "pending", "in_progress", "completed"], 1))))
def test_the_final_status_does_not_depend_on_the_order_of_events(events):
    state = JobState()
    seen = [state := state.after_event(status, sequence) for sequence, status in events]
    assert seen[-1].status == "completed"
    ends = [one.status for one in seen if one.is_terminal]
    assert set(ends) == {"completed"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["event", "bare event", "snapshot", "node"]),
            st.sampled_from(["pending", "in_progress", "waiting", "completed", "failed", "canceled", "new"]),
            st.integers(1, 6),
        ),
        max_size=20,
    )
)
def test_at_most_one_end(reports):
    state = JobState()
    ends = set()
    for kind, status, sequence in reports:
        match kind:
            case "event":
                state = state.after_event(status, sequence)
            case "bare event":
                state = state.after_event(status)
            case "snapshot":
                state = state.after_snapshot(status, asked_at=state.version)
            case _:
                state = state.after_node_event()
        if state.is_terminal:
            ends.add(state.status)
    assert len(ends) <= 1
    assert bool(ends) == any(status in TERMINAL for kind, status, _ in reports if kind != "node")
