"""Drafts that are kept: what is saved is found again, whole, by its owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draft.types import Draft, Letter, Milestones, Proposal, Suggestion
from draft.workspace import DraftChanged, DraftError, DraftMissing, SavedDraft, Workspace, decode, encode
from ingest.document import Span


@pytest.fixture
def draft(letter: Letter) -> Draft:
    proposal = Proposal(
        text="提案",
        title="关于完善集成电路产业链的提案",
        body="政协",
        session=None,
        number="145066",
        cause=None,
        members=("温如岚",),
        departments=(),
        dated=date(2026, 1, 12),
        situation="",
        suggestions=(Suggestion(1, "提高流片补助标准", "提高流片补助标准。", (Span(0, 2),)),),
    )
    return Draft(proposal, letter, date(2026, 3, 1), "g", Milestones(date(2026, 1, 30), date(2026, 4, 30)))


def test_a_draft_is_found_again_after_closing(tmp_path: Path, draft: Draft) -> None:
    saved = Workspace(tmp_path).create(draft, "li")
    assert Workspace(tmp_path).load(saved.id, "li") == saved
    assert [(row.id, row.title, row.due_on) for row in Workspace(tmp_path).list("li")] == [
        (saved.id, "关于完善集成电路产业链的提案", "2026-04-30")
    ]


def test_saving_makes_the_next_version_and_refuses_one_that_is_behind(tmp_path: Path, draft: Draft) -> None:
    workspace = Workspace(tmp_path)
    first = workspace.create(draft)
    second = workspace.save(first)
    assert (second.version, workspace.load(first.id).version) == (2, 2)
    with pytest.raises(DraftChanged, match="saved elsewhere since version 1"):
        workspace.save(first)


def test_others_neither_see_nor_change_a_draft(tmp_path: Path, draft: Draft) -> None:
    workspace = Workspace(tmp_path)
    saved = workspace.create(draft, "li")
    assert workspace.list("wang") == ()
    for act in (workspace.load, workspace.delete):
        with pytest.raises(DraftMissing):
            act(saved.id, "wang")
    workspace.delete(saved.id, "li")
    assert workspace.list("li") == ()
    with pytest.raises(DraftMissing):
        workspace.save(saved)


@pytest.mark.parametrize("key", ["../settings", "", "20260101-zz", "20260101-0123456789ab/x"])
def test_a_name_that_is_none_of_ours_leads_nowhere(tmp_path: Path, key: str) -> None:
    with pytest.raises(DraftMissing):
        Workspace(tmp_path).load(key)


def test_a_damaged_file_is_left_out_of_the_list_and_told_when_loaded(tmp_path: Path, draft: Draft) -> None:
    workspace = Workspace(tmp_path)
    saved = workspace.create(draft)
    path = tmp_path / "drafts" / f"{saved.id}.json"
    path.write_bytes(path.read_bytes()[:100])
    assert workspace.list() == ()
    with pytest.raises(DraftError, match="not a draft that can be read"):
        workspace.load(saved.id)
    assert path.exists()


def test_nothing_is_left_beside_a_draft(tmp_path: Path, draft: Draft) -> None:
    workspace = Workspace(tmp_path)
    workspace.save(workspace.create(draft))
    assert not list((tmp_path / "drafts").glob("*.part"))


def test_the_last_saved_comes_first(tmp_path: Path, draft: Draft) -> None:
    hours = iter(range(1, 9))
    workspace = Workspace(tmp_path, now=lambda: datetime(2026, 3, 1, next(hours), tzinfo=UTC))
    first, second = workspace.create(draft), workspace.create(draft)
    assert [row.id for row in workspace.list()] == [second.id, first.id]
    workspace.save(first)
    assert [row.id for row in workspace.list()] == [first.id, second.id]


# A lone surrogate has no UTF-8 form; reading lets none through.
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
SUGGESTIONS = st.builds(
    Suggestion,
    n=st.integers(1, 99),
    subject=TEXTS,
    text=TEXTS,
    spans=st.tuples(st.builds(Span, *[st.integers(0, 99)] * 2)),
)
DATES = st.none() | st.dates()


@given(
    texts=st.lists(TEXTS, max_size=3).map(tuple),
    suggestions=st.lists(SUGGESTIONS, max_size=2).map(tuple),
    milestones=st.builds(Milestones, DATES, DATES, DATES, DATES),
    owner=TEXTS,
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_encoding_and_decoding_a_draft_gives_it_back(
    draft: Draft, texts: tuple[str, ...], suggestions: tuple[Suggestion, ...], milestones: Milestones, owner: str
) -> None:
    proposal = replace(draft.proposal, members=texts, suggestions=suggestions)
    changed = replace(draft, proposal=proposal, milestones=milestones, warnings=texts)
    saved = SavedDraft("20260301-0123456789ab", owner, 3, "2026-03-01T08:00:00+00:00", changed)
    assert decode(encode(saved)) == saved


def test_saving_works_where_two_hold_the_folder(draft: Draft) -> None:
    with TemporaryDirectory() as folder:
        one, other = Workspace(Path(folder)), Workspace(Path(folder))
        saved = one.create(draft)
        assert other.save(one.save(saved)).version == 3
