"""Where a document's title stands among its first paragraphs, and how many lines it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest import formulas
from ingest.headings import find_marker
from ingest.paragraphs import Paragraph
from ingest.source_text import LineStyle

_HEAD: Final = 12
_LONGEST: Final = 120
_LONGEST_PLAIN: Final = 60
_ENDS: Final = re.compile(
    r"(?:函|答复|复函|通知|方案|计划|办法|细则|意见|规定|公告|通告|规划|纲要|措施|指引|指南|批复|报告|解读|问答|条例|政策|提案|建议|议案|决定|法|规范|规程|标准)"
    r"(?:[（(〔《].{1,30}[）)〕》])*(?:政策解读|解读)?"
)
_VERSION: Final = re.compile(r"[（(〔](?:.{0,8}(?:稿|草案)|试行|暂行|.{0,8}修[订正].{0,2})[）)〕]")
# The first line of a title that takes several: words, and no sentence.
_BARE_WORDS: Final = re.compile(r"[\u4e00-\u9fff（）《》“”\d]{4,40}")
_LAWMAKER: Final = re.compile(r".{2,20}人民代表大会(?:常务委员会)?")
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治区|自治州|特区|新区|省|市|县|区|镇)")
# Titles hold none of these; a line that goes on with one begins so, or ends as titles do.
_SENTENCE_MARK: Final = re.compile("[，。；：！？,;:]")
_TITLE_GOES_ON: Final = ("的", "》", "（", "(", "〔", "和", "与", "及", "暨", "、")
_OPENS_PROSE: Final = re.compile("根据|依据|按照|依照|为了?|经|现将|近年来?|随着|自")
_LINES_OF_TITLE: Final = 3
_ABOUT: Final = re.compile("关于|關於")
# What a proposal was put to and its number, on a line of their own above its title: 市政协十四届五次会议第145120号提案.
_OCCASION: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}(?:政协|人大|人民代表大会|政治协商会议)(?:[\u4e00-\u9fff]{1,8}委员会)?(?=[\s委代]|提案|建议|议案))?\s*"
    r"(?:.*(?:届.{1,14}次|第\s*[\dA-Za-z-]{1,14}\s*号).*)?"
    r"(?:(?:政协)?(?:委员|代表|集体|界别|党派|重点|参阅)?\s*(?:提\s*案|建\s*议|议\s*案)\s*(?:表|书|正文|[、和]批评和意见)?|会议)"
    r"\s*(?:[（(].{1,20}[）)])?\s*(?:第?\s*[\dA-Za-z-]{2,14}\s*号)?(?:\s*[（(].{1,20}[）)])?"
)
# 民盟某市委会 集体提案, 提案形式：联名提案: what kind of proposal it is, which a form tells above the title.
_KIND: Final = re.compile(r".*(?:提案|建议|议案)\s*(?:表|书|登记表)?")
# What stands above a mail's text, and above what was sent on with it.
_MAIL_FIELD: Final = re.compile(
    r"(?:发件人|收件人|抄送|密送|主题|(?:发送|发件)?(?:时间|日期)|附件|From|To|Cc|Subject|Sent|Date)\s*[：:]",
    re.IGNORECASE,
)
_SENT_ON: Final = re.compile(
    r"[-—─=*_]{2,}.{0,12}(?:转发|原始|邮件|forward|original).{0,20}?[-—─=*_]{2,}|begin forwarded message[：:]",
    re.IGNORECASE,
)
_FEWEST_FIELDS: Final = 2
# Without 关于, only what nothing but a proposal's form calls its title: 案由：打造青年友好城市.
_LABEL_ENDS: Final = r"(?:[】\]]\s*[：:]?\s*|\s*[：:]\s*|\s+)"
_LABELLED: Final = re.compile(
    rf"[【\[]?(?:(?:(?:提案|建议|议案)*\s*(?:题\s*目|标\s*题|名\s*称)|案\s*[由题名]){_LABEL_ENDS}(?=关于)"
    rf"|(?:(?:提案|建议|议案)+\s*(?:题\s*目|标\s*题|名\s*称)|案\s*[由题名]){_LABEL_ENDS}(?=[^。；，：:]{{4,40}}$))"
)


def find_title(paragraphs: Sequence[Paragraph]) -> range | None:
    """The positions of the paragraphs that together are the title, ``None`` where there is none.

    A formal title (关于…的通知) after the document number comes before what the file's own style calls a title,
    since that is often the name of the file.
    """
    mail = _mail_head([paragraph.text.strip() for paragraph in paragraphs[: 2 * _HEAD]])
    if mail:
        found = find_title(paragraphs[mail:])
        return range(found.start + mail, found.stop + mail) if found else None
    head = [paragraph.text.strip() for paragraph in paragraphs[:_HEAD]]
    number_at = next((at for at, text in enumerate(head[:8]) if formulas.is_document_number(text)), None)
    if number_at is not None:
        found = _formal(head, number_at + 1)
        if found:
            return found
    styled = [
        at
        for at, paragraph in enumerate(paragraphs[:_HEAD])
        if paragraph.style is LineStyle.TITLE and not _is_letterhead(head[at])
    ]
    if styled:
        end = styled[0] + 1
        while end in styled and len("".join(head[styled[0] : end + 1])) <= _LONGEST:
            end += 1
        return range(styled[0], end)
    occasions = []
    for start in range(len(head)):
        if _ends_head(head[start]):
            break
        found = _formal(head, start) if _may_open(head[start]) else None
        if found is None:
            continue
        words = "".join(head[found.start : found.stop])
        if not is_occasion(words) and (_ABOUT.search(words) or not _KIND.fullmatch(words)):
            return found
        occasions.append(found)
    labelled = [at for at, text in enumerate(head) if title_label(text)]
    if labelled:
        at = next((at for at in labelled if _has_title_end(head[at])), labelled[0])
        return range(at, at + 1)
    return occasions[0] if occasions else _first_line(head)


def _mail_head(head: Sequence[str]) -> int:
    """How many paragraphs are the head of a mail, with what its sender wrote above a text that was sent on."""
    fields = 0
    while fields < len(head) and _MAIL_FIELD.match(head[fields]):
        fields += 1
    if fields < _FEWEST_FIELDS:
        return 1 if head and _SENT_ON.fullmatch(head[0]) else 0
    sent_on = next((at for at, text in enumerate(head) if _SENT_ON.fullmatch(text)), None)
    return fields if sent_on is None else sent_on + 1


def is_occasion(text: str) -> bool:
    """Whether a line tells what a proposal was put to, above its title: 市政协十四届五次会议提案."""
    return _ABOUT.search(text) is None and _OCCASION.fullmatch(text) is not None


def title_label(text: str) -> int:
    """How many characters of a title's line only announce it: 题目：, 案由：, 提案名称 and a blank."""
    match = _LABELLED.match(text)
    return match.end() if match else 0


def is_formal(text: str) -> bool:
    """Whether a title ends as titles of official documents do: …的通知, …管理办法."""
    return _has_title_end(text)


def title_end(texts: Sequence[str]) -> int | None:
    """Which of the first lines on paper ends the title by its words, where what follows is no title.

    The width of such a line does not tell: a title as wide as the text would run on into its first paragraph.
    """
    head = texts[:_HEAD]
    start = next((at for at, text in enumerate(head) if not _is_letterhead(text)), len(head))
    title = ""
    for at in range(start, min(start + _LINES_OF_TITLE, len(head))):
        if _SENTENCE_MARK.search(head[at]) or _ends_head(head[at]) or _OPENS_PROSE.match(head[at]):
            return None
        title += head[at]
        following = head[at + 1] if at + 1 < len(head) else ""
        if _has_title_end(title) and not _is_open(title) and not _continues_title(following):
            return at
    return None


def _continues_title(line: str) -> bool:
    is_bare = _SENTENCE_MARK.search(line) is None and _OPENS_PROSE.match(line) is None
    return line.startswith(_TITLE_GOES_ON) or (is_bare and _has_title_end(line))


def _is_letterhead(text: str) -> bool:
    """海州市工业和信息化局文件, which is set larger than the title itself."""
    names = text.removesuffix("文件")
    return formulas.is_organisation(names) or _is_signature_or_number(text)


def _formal(head: Sequence[str], start: int) -> range | None:
    if _stands_above_title(head, start):
        return None
    text = ""
    for at in range(start, len(head)):
        if at > start and _is_signature_or_number(head[at]):
            return None
        if _ends_head(head[at]) or (at > start and is_occasion(head[at]) and not _has_title_end(head[at])):
            return None
        text += head[at]
        if len(text) > _LONGEST:
            return None
        if _has_title_end(text) and not _is_open(text) and not _goes_on(head, at):
            return range(start, at + 1)
    return None


def _stands_above_title(head: Sequence[str], start: int) -> bool:
    """Whether an authority is named on a line of its own above a title that does not begin with its name.

    海州市人民代表大会常务委员会 | 海州市先进制造业促进条例; but not 海州市财政局 | 关于…的通知
    """
    names = head[start]
    if not formulas.is_organisation(names) or start + 1 >= len(head):
        return False
    title = head[start + 1]
    if formulas.is_organisation(title):
        return _stands_above_title(head, start + 1)
    place = _PLACE.match(names)
    begins_anew = place is not None and title.startswith(place.group()) and _ABOUT.search(title) is None
    return _has_title_end(title) and (begins_anew or (_LAWMAKER.fullmatch(names) is not None and _is_law(title)))


def _is_law(title: str) -> bool:
    return title.endswith(("条例", "规定", "办法", "规则", "法")) and _ABOUT.search(title) is None


def _goes_on(head: Sequence[str], at: int) -> bool:
    """…管理办法 | 的通知: the name of a rule ended the line, not the title; likewise …管理办法 | （征求意见稿）."""
    if at + 1 >= len(head):
        return False
    following = head[at + 1]
    return (len(following) <= 8 and following.startswith(("的", "》"))) or _VERSION.fullmatch(following) is not None


def _is_open(text: str) -> bool:
    """《海州市… | 管理办法》政策解读: the line ended inside the name of a document."""
    return text.count("《") > text.count("》")


def _has_title_end(text: str) -> bool:
    return any(match.end() == len(text) for match in _ENDS.finditer(text))


def _may_open(text: str) -> bool:
    return not _is_signature_or_number(text) and (
        _ABOUT.search(text) is not None or _has_title_end(text) or formulas.is_organisation(text) or _is_open(text)
    )


def _is_signature_or_number(text: str) -> bool:
    return (
        formulas.reply_class(text) is not None
        or formulas.is_document_number(text)
        or formulas.is_date(text)
        or formulas.is_label(text)
        or formulas.is_enclosure(text)
    )


def _ends_head(text: str) -> bool:
    return text[-1:] in ("。", "；", "：", ":") or find_marker(text) is not None or formulas.is_status(text)


def _first_line(head: Sequence[str]) -> range | None:
    """A short first line that is followed by more, for texts without an official title."""
    if len(head) < 2 or len(head[0]) > _LONGEST_PLAIN or _ends_head(head[0]) or _is_signature_or_number(head[0]):
        return None
    if formulas.is_organisation(head[0]) or head[0][-1] in ".!?！？，,":
        return None
    return range(1)
