"""The words of the drafting desk. What stands in a letter is Chinese in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from draft.types import Form, Severity


@dataclass(frozen=True, slots=True)
class DraftingStrings:
    """What the drafting screen says, in one language."""

    screen: str
    steps: tuple[str, str, str, str, str]
    steps_name: str
    start: str
    drafts: str
    no_drafts: str
    due: str
    upload: str
    paste: str
    paste_placeholder: str
    form: str
    forms: Mapping[Form, str]
    received: str
    received_hint: str
    received_wrong: str
    read: str
    reading: str
    nothing_given: str
    not_read: str
    gone: str
    facts: str
    suggestions: str
    suggestions_how: str
    split_again: str
    split_done: str
    item: str
    item_name: str
    asked: str
    minded: str
    handling_status: str
    text: str
    saved: str
    saved_elsewhere: str
    sources: str
    no_sources: str
    written: str
    policies: str
    prior: str
    remote: str
    figures: str
    insert: str
    open_source: str
    letter: str
    reply_class: str
    document_number: str
    addressees: str
    dated: str
    contact: str
    disclosure: str
    copied_to: str
    review: str
    reviewed_clean: str
    not_reviewed: str
    severities: Mapping[Severity, str]
    where: str
    found: str
    export: str
    export_comments: str
    export_annex: str
    export_clean: str
    delete: str
    delete_sure: str
    delete_advice: str
    deleted: str
    back: str
    dates: str
    panel_how: tuple[str, ...]


CHINESE: Final = DraftingStrings(
    screen="拟答",
    steps=("提案", "核对建议", "逐条拟答", "审核", "导出"),
    steps_name="步骤",
    start="开始一份新的答复",
    drafts="未完成的稿子",
    no_drafts="还没有稿子。上传一份提案，或把提案的文字贴在下面。",
    due="{due} 前办结",
    upload="上传提案（docx、pdf、txt、图片等）",
    paste="或粘贴提案全文",
    paste_placeholder="把提案的文字粘贴在这里",
    form="文书",
    forms={Form.REPLY: "答复函（主办）", Form.OPINION: "会办意见（会办）"},
    received="收文日期",
    received_hint="例如 2026-03-02",
    received_wrong="“{value}”不是日期，应写成 2026-03-02 这样。收文日期先留空。",
    read="读取并拟答",
    reading="正在读取提案，并为每条建议查找以往答复和现行政策…",
    nothing_given="请先上传一份提案，或粘贴提案的文字。",
    not_read="这份提案没有读成：{reason}",
    gone="没有这份稿子，可能已被删除。",
    facts="{title}　{number}　{members}",
    suggestions="建议（每条之间空一行）",
    suggestions_how="核对程序拆分的建议：合并、拆开或改写后点下面的按钮。没有改动的条目，已写好的内容会保留。",
    split_again="按改动重新拟答",
    split_done="已更新，共 {count} 条。",
    item="条目",
    item_name="第{n}条",
    asked="建议原文",
    minded="拟稿说明（{count} 条）",
    handling_status="办理状态",
    text="答复内容",
    saved="已保存 {time}",
    saved_elsewhere="这份稿子在别处改过，这里的改动没有保存。请刷新后再改。",
    sources="这一条的依据",
    no_sources="没有找到相近的以往答复，也没有找到现行政策。请人工补充，或转其他单位办理。",
    written="文中所引",
    policies="现行政策和措施",
    prior="以往答复",
    remote="其他以往答复（相近程度不高）",
    figures="已知数据",
    insert="写入答复",
    open_source="查看原文",
    letter="信头与落款",
    reply_class="办理结果",
    document_number="文号",
    addressees="主送",
    dated="成文日期",
    contact="联系人及电话",
    disclosure="公开方式",
    copied_to="抄送",
    review="审核",
    reviewed_clean="没有发现问题。",
    not_reviewed="改动之后还没有审核。",
    severities={Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "备注"},
    where="位置",
    found="发现",
    export="导出 Word 文件",
    export_comments="依据写成批注",
    export_annex="依据列在文后",
    export_clean="清稿（不带依据）",
    delete="删除这份稿子",
    delete_sure="删除这份稿子？",
    delete_advice="已写的答复内容一并删除，不能恢复。",
    deleted="已删除。",
    back="返回稿件列表",
    dates="收文 {received}，应于 {due} 前办结",
    panel_how=(
        "上传提案，或粘贴它的全文",
        "逐条核对拟好的答复和旁边的依据",
        "点击“查看原文”，这里打开文件并标出那一句",
    ),
)

ENGLISH: Final = DraftingStrings(
    screen="Draft",
    steps=("Proposal", "Check suggestions", "Answer each", "Review", "Export"),
    steps_name="Steps",
    start="Begin a new letter",
    drafts="Letters in progress",
    no_drafts="No letters yet. Upload a proposal, or paste its text below.",
    due="due by {due}",
    upload="Upload a proposal (docx, pdf, txt, picture …)",
    paste="Or paste the whole proposal",
    paste_placeholder="Paste the proposal's text here",
    form="Letter",
    forms={Form.REPLY: "Reply (as lead unit)", Form.OPINION: "Opinion to the lead unit"},
    received="Received on",
    received_hint="for example 2026-03-02",
    received_wrong="“{value}” is no date; expected one like 2026-03-02. It was left out.",
    read="Read and draft",
    reading="Reading the proposal, and looking for earlier answers and current policy for each suggestion…",
    nothing_given="Upload a proposal or paste its text first.",
    not_read="This proposal could not be read: {reason}",
    gone="There is no such letter; it may have been deleted.",
    facts="{title}　{number}　{members}",
    suggestions="Suggestions (an empty line between two)",
    suggestions_how="Check how the proposal was split: join, part or reword, then press the button below. "
    "What was written to unchanged suggestions is kept.",
    split_again="Redraft with these changes",
    split_done="Updated: {count} suggestions.",
    item="Item",
    item_name="No. {n}",
    asked="The suggestion",
    minded="Drafting notes ({count})",
    handling_status="Outcome",
    text="Answer",
    saved="Saved {time}",
    saved_elsewhere="This letter was changed elsewhere, so the change here was not saved. Reload, then change it.",
    sources="Sources for this item",
    no_sources="No earlier answer and no current policy was found. Fill in by hand, or pass on to another unit.",
    written="Quoted in the text",
    policies="Current policy and measures",
    prior="Earlier answers",
    remote="Other earlier answers (less alike)",
    figures="Known figures",
    insert="Insert into the answer",
    open_source="View source",
    letter="Head and signature",
    reply_class="Class",
    document_number="Number",
    addressees="To",
    dated="Dated",
    contact="Contact and telephone",
    disclosure="Disclosure",
    copied_to="Copies to",
    review="Review",
    reviewed_clean="No problems found.",
    not_reviewed="Not reviewed since the last change.",
    severities={Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
    where="Where",
    found="What",
    export="Export as Word file",
    export_comments="Sources as comments",
    export_annex="Sources in an annex",
    export_clean="Clean, without sources",
    delete="Delete this letter",
    delete_sure="Delete this letter?",
    delete_advice="What was written for it is deleted as well and cannot be brought back.",
    deleted="Deleted.",
    back="Back to all letters",
    dates="received {received}, due by {due}",
    panel_how=(
        "Upload a proposal, or paste its text",
        "Check each drafted answer against the sources beside it",
        "“View source” opens the document here, with that sentence marked",
    ),
)
