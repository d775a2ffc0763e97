"""Every word the page itself says, in one catalogue per language.

A language is one ``Strings`` value: mypy and the constructor see to it that none is incomplete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from answer.labels import STATUS_LABELS
from answer.question import Language
from index.types import Status


@dataclass(frozen=True, slots=True)
class Strings:
    """The page's own words in one language; names in braces are filled in by ``str.format``."""

    language: str
    brand: str
    promise: str
    question: str
    question_placeholder: str
    question_empty: str
    ask: str
    examples: tuple[str, ...]
    try_asking: str
    asked_before: str
    follow_up: str
    follow_up_placeholder: str
    holdings: str
    working: str
    answer_name: str
    sources: str
    sources_summary: str
    warnings: str
    cite_label: str
    copy_answer: str
    copy_link: str
    copied: str
    copy_failed: str
    refused: str
    refused_advice: str
    refused_nearest: str
    failed: str
    failed_unforeseen: str
    failed_advice: str
    no_index: str
    no_index_steps: str
    no_index_command: str
    unavailable: str
    unavailable_advice: str
    panel_name: str
    panel_hint: str
    panel_how: tuple[str, ...]
    previous: str
    next: str
    close: str
    document_number: str
    issuer: str
    issued_on: str
    status: str
    status_clause: str
    absent: str
    separator: str
    statuses: Mapping[Status, str]
    passage_name: str
    page: str
    page_image_name: str
    page_image_alt: str
    open_original: str
    download_original: str
    new_window: str
    sentence_moved: str
    sentence_not_on_page: str
    no_page_image: str
    document_gone: str
    answer_gone: str


CHINESE = Strings(
    language="zh-CN",
    brand="政策知识库",
    promise="只引原文，句句可核对",
    question="问题",
    question_placeholder="输入要查的政策问题，按回车提问",
    question_empty="请先输入问题。",
    ask="提问",
    examples=("芯片企业有哪些支持政策？", "数字化转型项目最高补助多少？", "低空经济有哪些支持措施？"),
    try_asking="可以这样问",
    asked_before="最近问过",
    follow_up="追问",
    follow_up_placeholder="接着问，例如：那申报时间呢？",
    holdings="已收录 {count} 份文件。回答只引用文件原文，每句标明出处；没有依据的问题不作答。",
    working="正在查找依据…",
    answer_name="回答",
    sources="引用原文",
    warnings="提示",
    sources_summary="{citations} 处 · {documents} 份文件 · 效力按 {as_of} 判断 · 用时 {seconds} 秒",
    cite_label="查看引文 {n}：{title}，{place}",
    copy_answer="复制回答和出处",
    copy_link="复制链接",
    copied="已复制",
    copy_failed="未能复制",
    refused="已收录的文件中没有能回答这个问题的依据，因此不作答。",
    refused_advice="可以换用文件中的说法再问，例如写明行业、对象或措施的名称。",
    refused_nearest="相近但不足以作答的段落",
    failed="这次没有答成。",
    failed_unforeseen="程序遇到了没有料到的错误，详情在服务器的日志里。",
    failed_advice="可以再试一次；仍然如此，请把上面的提示告诉管理员。",
    no_index="还没有可以查询的文件。",
    no_index_steps="请管理员在这台计算机上运行下面的命令，把文件夹里的文件编入知识库。完成后刷新本页即可提问。",
    no_index_command="policykb build 文件夹路径",
    unavailable="知识库暂时不能查询。",
    unavailable_advice="请把下面的提示告诉管理员，处理后刷新本页。",
    panel_name="原文",
    panel_hint="在这里核对原文",
    panel_how=("提出问题，得到带编号的回答", "点击句末的编号", "这里打开所引文件，并标出那一句"),
    previous="上一处引文",
    next="下一处引文",
    close="关闭原文（Esc）",
    document_number="文号",
    issuer="发文机关",
    issued_on="成文日期",
    status="效力",
    status_clause="依据：",
    absent="未载明",
    separator="、",
    statuses={**STATUS_LABELS[Language.CHINESE], Status.UNKNOWN: "不适用"},
    passage_name="所引段落",
    page="第 {page} 页",
    page_image_name="第 {page} 页版面",
    page_image_alt="《{title}》第 {page} 页的版面图",
    open_original="打开原文件",
    download_original="下载原文件",
    new_window="（新窗口）",
    sentence_moved="文件在作答之后有变动，未能定位所引的句子，因此不作标注。请重新提问。",
    sentence_not_on_page="未能在版面上准确定位这一句，以下显示整页，不作标注。",
    no_page_image="原文件已不在原处，或在编入之后有改动，无法显示版面。请管理员重新编入。",
    document_gone="这份文件已不在知识库中。请重新提问。",
    answer_gone="页面已重新启动，请重新提问后再查看引文。",
)
