"""The words of the search screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from index.types import Mode


@dataclass(frozen=True, slots=True)
class SearchStrings:
    """What the search screen says, in one language."""

    query: str
    placeholder: str
    submit: str
    empty: str
    mode: str
    modes: Mapping[Mode, str]
    order: str
    by_relevance: str
    by_date: str
    requests: str
    idle: str
    idle_how: tuple[str, ...]
    results: str
    count: str
    all_ranked: str
    most_ranked: str
    ordered_by_date: str
    marked: str
    marked_synonym: str
    synonym: str
    open_passage: str
    answered: str
    unanswered: str
    answer_place: str
    export: str
    nothing: str
    nothing_advice: str
    without_filters: str
    by_meaning_too: str
    passages_too: str
    pages: str
    previous_page: str
    next_page: str
    page_number: str
    working: str
    panel_how: tuple[str, ...]


CHINESE: Final = SearchStrings(
    query="检索词",
    placeholder="词语或一句话，按回车检索",
    submit="检索",
    empty="请先输入检索词。",
    mode="方式",
    modes={Mode.HYBRID: "综合", Mode.DENSE: "按意思", Mode.LEXICAL: "按字词"},
    order="排序",
    by_relevance="相关程度",
    by_date="成文日期",
    requests="只查提案中的建议",
    idle="检索给出原文段落，不作答。",
    idle_how=(
        "综合：既看意思，也看字词，一般用它",
        "按意思：记不清原文怎么说时用",
        "按字词：找文号、项目名称等确切说法时用",
        "只查提案中的建议：看以前提过哪些相似的建议，当时怎样答复",
    ),
    results="检索结果",
    count="共 {total} 段，显示第 {first}–{last} 段",
    all_ranked="这是全部含有检索词的段落。",
    most_ranked="按相关程度最多排出 {most} 段，越靠后越可能无关。",
    ordered_by_date="先按相关程度选出，再按成文日期由新到旧排列。",
    marked="检索词",
    marked_synonym="同义词",
    synonym="与“{word}”意思相同",
    open_passage="查看原文：{title}，{place}",
    answered="当时的答复",
    unanswered="已收录的文件中没有对这条建议的答复。",
    answer_place="查看答复原文",
    export="导出 CSV",
    nothing="没有找到符合的段落。",
    nothing_advice="可以换一种说法，或者：",
    without_filters="去掉筛选条件再找",
    by_meaning_too="改用“综合”方式再找",
    passages_too="不限于提案中的建议，在全部文件中找",
    pages="翻页",
    previous_page="上一页",
    next_page="下一页",
    page_number="第 {page} 页",
    working="正在检索…",
    panel_how=("输入检索词，得到相关的段落", "点击一段的标题", "这里打开原文，并标出最相关的一句"),
)

ENGLISH: Final = SearchStrings(
    query="Search for",
    placeholder="Words or a sentence, then press Enter",
    submit="Search",
    empty="Enter what to search for first.",
    mode="Method",
    modes={Mode.HYBRID: "Both", Mode.DENSE: "By meaning", Mode.LEXICAL: "By words"},
    order="Order",
    by_relevance="Relevance",
    by_date="Date of issue",
    requests="Only suggestions in proposals",
    idle="Search shows passages of the documents; it does not answer.",
    idle_how=(
        "Both: by meaning and by words; the usual choice",
        "By meaning: where you do not remember how the documents say it",
        "By words: for a document number, the name of a project, an exact wording",
        "Only suggestions in proposals: what members asked for before, and how it was answered",
    ),
    results="Results",
    count="{total} passages, showing {first}–{last}",
    all_ranked="These are all passages with the words searched for.",
    most_ranked="At most {most} are ranked by relevance; the later ones may have little to do with it.",
    ordered_by_date="Chosen by relevance, then put in order of date, the newest first.",
    marked="search word",
    marked_synonym="synonym",
    synonym="means the same as “{word}”",
    open_passage="Open the source: {title}, {place}",
    answered="How it was answered",
    unanswered="The documents held do not answer this suggestion.",
    answer_place="Open the answer's source",
    export="Export CSV",
    nothing="No passage fits.",
    nothing_advice="Try other words, or:",
    without_filters="Search again without filters",
    by_meaning_too="Search again by meaning and by words",
    passages_too="Search all documents, not only suggestions in proposals",
    pages="Pages",
    previous_page="Previous page",
    next_page="Next page",
    page_number="Page {page}",
    working="Searching…",
    panel_how=(
        "Search and get passages",
        "Click the title of one",
        "The document opens here, with the sentence that fits best marked",
    ),
)
