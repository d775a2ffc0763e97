"""What the screen 文件库 says, as names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CorpusStrings:
    """The words of one screen; names in braces are filled in by ``str.format``.

    :ivar kinds: by ``DocumentKind``.
    :ivar fields: names of metadata fields.
    :ivar how: how a value was come by, by ``How``.
    :ivar job_kinds: by ``JobKind``; ``job_states`` by ``JobState``, ``stages`` by ``BuildEvent.stage``,
        ``file_states`` by ``FileState``.
    :ivar failures: why a file is not in the index, by code.
    :ivar findings: what an examination found, by code; ``finding_fixes`` what to do about it.
    """

    screen: str
    documents_tab: str
    uploads_tab: str
    upkeep_tab: str
    charts_tab: str
    search: str
    search_placeholder: str
    kind: str
    status: str
    year: str
    any_kind: str
    any_status: str
    any_year: str
    no_year: str
    table_name: str
    title_column: str
    found: str
    found_none: str
    nothing_held: str
    sort_by: str
    pages_name: str
    earlier_page: str
    later_page: str
    page_place: str
    copies: str
    versions: str
    warnings: str
    card_name: str
    card_hint: str
    close_card: str
    open_document: str
    metadata: str
    to_check: str
    parse_warnings: str
    other_versions: str
    alike: str
    also_at: str
    part_of: str
    text: str
    text_cut: str
    edit: str
    delete: str
    delete_title: str
    delete_uploaded: str
    delete_other: str
    confirm: str
    cancel: str
    not_allowed: str
    edit_title: str
    edit_hint: str
    save: str
    take_back: str
    saved: str
    nothing_changed: str
    correction_refused: str
    upload: str
    upload_hint: str
    same_name: str
    same_name_number: str
    same_name_replace: str
    upload_queued: str
    jobs: str
    no_jobs: str
    job_by: str
    job_counts: str
    left: str
    failed_files: str
    failed_hint: str
    no_failed_files: str
    retry: str
    retry_all: str
    discard: str
    discard_confirm: str
    cancel_job: str
    cancel_not: str
    cancel_upload_confirm: str
    cancel_rebuild_confirm: str
    cancelling: str
    trash: str
    trash_hint: str
    trash_empty: str
    trash_facts: str
    restore: str
    restored: str
    restore_gone: str
    cancel_too_late: str
    rebuild: str
    rebuild_hint: str
    rebuild_full: str
    rebuild_full_confirm: str
    generations: str
    generations_hint: str
    generation: str
    published: str
    documents: str
    passages: str
    size: str
    state: str
    current: str
    unusable: str
    roll_back: str
    roll_back_confirm: str
    health: str
    health_hint: str
    examine: str
    examining: str
    healthy: str
    faults: str
    notices: str
    mend: str
    mended: str
    examination_failed: str
    by_year: str
    by_department: str
    year_axis: str
    documents_axis: str
    department_axis: str
    measures_axis: str
    unnamed_department: str
    charts_empty: str
    queued: str
    read_only: str
    kinds: Mapping[str, str]
    fields: Mapping[str, str]
    how: Mapping[str, str]
    job_kinds: Mapping[str, str]
    job_states: Mapping[str, str]
    stages: Mapping[str, str]
    file_states: Mapping[str, str]
    failures: Mapping[str, str]
    findings: Mapping[str, str]
    finding_fixes: Mapping[str, str]
    disclosures: Mapping[str, str]
