"""Which verb leads from which state to which."""

from typing import get_args

import pytest

from engine.core.lifecycle import (
    INSTANCE,
    OPEN_STATES,
    WORK_ITEM,
    InstanceStatus,
    InstanceVerb,
    WorkItemState,
    WorkItemVerb,
    allows,
)


@pytest.mark.parametrize(
    ("verb", "states", "leads_to"),
    [
        ("claim", "ready", "claimed"),
        ("release", "claimed started", "ready"),
        ("begin", "ready claimed", "started"),
        ("complete", "ready claimed started", "completed"),
        ("return", "ready claimed started", "returned"),
        ("assign", "ready claimed started", "claimed"),
        ("suspend", "ready claimed started", "suspended"),
        ("cancel", "ready claimed started suspended", "cancelled"),
    ],
)
def test_work_items(verb: str, states: str, leads_to: str) -> None:
    allowed = {state for state in get_args(WorkItemState) if allows(WORK_ITEM, verb, state)}
    assert allowed == set(states.split())
    assert WORK_ITEM[verb][1] == leads_to


@pytest.mark.parametrize(
    ("verb", "states", "leads_to"),
    [
        ("work", "active", "active"),
        ("suspend", "active", "suspended"),
        ("resume", "suspended", "active"),
        ("cancel", "active suspended", "cancelled"),
        ("migrate", "active suspended", "active"),
    ],
)
def test_instances(verb: str, states: str, leads_to: str) -> None:
    allowed = {state for state in get_args(InstanceStatus) if allows(INSTANCE, verb, state)}
    assert allowed == set(states.split())
    assert INSTANCE[verb][1] == leads_to


def test_the_tables_hold_every_verb_and_known_states_only() -> None:
    assert set(WORK_ITEM) == set(get_args(WorkItemVerb))
    assert set(INSTANCE) == set(get_args(InstanceVerb))
    assert set(get_args(WorkItemState)) >= OPEN_STATES
    for table, states in ((WORK_ITEM, WorkItemState), (INSTANCE, InstanceStatus)):
        named = {state for before, after in table.values() for state in (*before, after)}
        assert named <= set(get_args(states))


def test_nothing_leaves_a_state_that_is_closed() -> None:
    closed = set(get_args(WorkItemState)) - OPEN_STATES
    assert closed == {"completed", "returned", "cancelled"}
    assert not [(v, s) for v in WORK_ITEM for s in closed if allows(WORK_ITEM, v, s)]
