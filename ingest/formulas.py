"""The fixed lines of official letters: class, number, date, labels, salutation, status, closing, organisation.

Each expression is meant for a whole paragraph or line without blanks around it.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.numerals import BLANK, DATE_PATTERN

_B: Final = BLANK
#: 文号 with its parts named; the bracket forms are those met in practice.
DOCUMENT_NUMBER: Final = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,14}?)\s*[〔\[【（(﹝［〖]\s*(?P<year>(?:19|20)\d{2}|[１２][０-９]{3})\s*[〕\]】）)﹞］〗]\s*"
    r"(?:第\s*)?(?P<number>\d{1,5})\s*[号號]"
)
#: 国家市场监督管理总局令第53号
ORDER_NUMBER: Final = re.compile(rf"(?P<body>[\u4e00-\u9fff]{{2,20}}令){_B}第?{_B}(?P<number>\d{{1,5}}){_B}号")

_CLASS: Final = re.compile(
    rf"[（(]?{_B}(?:(?:办理(?:结果|类别|类型)|答复类别){_B}[：:])?{_B}([A-DＡ-Ｄ]){_B}类?{_B}[）)]?"
)
_STATUS: Final = re.compile(
    r"(?:(?:予以|已|拟|全部|基本)?(?:吸收)?采纳|部分(?:吸收)?采纳|(?:已)?落实|正在(?:解决|推进|落实)"
    r"|已(?:经)?(?:基本)?解决|列入计划(?:解决)?|留作参考|暂不(?:采纳|具备条件)|不予采纳|解释说明)[。.]?"
)
_LABEL: Final = re.compile(
    rf"[（(]?{_B}(?:联{_B}系{_B}(?:人|电{_B}话|方{_B}式)(?:及(?:联系)?(?:电话|方式))?|咨询电话"
    rf"|公开(?:方式|属性|类别|形式)|信息公开(?:选项|属性)?|抄{_B}送|主{_B}送|主题词|附{_B}[件录表]{_B}\d*|附{_B}注|签发人|主办单位|会办单位"
    rf"|成文日期|印发日期|发文机关|承办单位|案{_B}由|提{_B}案{_B}[人者]|建议人){_B}[：:]"
)
_COLOPHON: Final = re.compile(
    rf".{{0,60}}{DATE_PATTERN}{_B}印发[。]?|公开(?:方式|属性)?{_B}主动公开|[（(]?此件(?:主动|依申请)?公开(?:发布)?[。]?[）)]?"
)
_CLOSING: Final = re.compile(
    r"专此|特此|此复|以上答复|此致|敬礼|最后，?(?:衷心|再次)?感谢|再次(?:衷心|诚挚)?感谢|(?:衷心|诚挚|非常|十分)?感谢(?:您|你)"
)
_SALUTATION_PERSON: Final = re.compile(
    r"[^。；，]{2,40}(?:委员|代表|同志|先生|女士|小组|委员会|支部)(?:等)?(?:委员|代表)?[：:]"
)
_SALUTATION: Final = re.compile(r"[^。；]{2,80}[：:]")
_ADDRESSED: Final = re.compile(
    "委员|代表|同志|先生|女士|单位|机构|政府|局|部门|企业|办公室|委员会|中心|公司|支部|小组|办事处|(?:联合|联谊|促进|协|商|学|工)会|工商联|研究院|学院|大学|银行"
)
_ANNOUNCES: Final = re.compile("如下|下列|以下|包括|为|是|条件|内容|附件|要求|事项")
_DATE_LINE: Final = re.compile(rf"[（(]?{DATE_PATTERN}[）)]?")
_ORGANISATION: Final = (
    r"(?:中共)?[\u4e00-\u9fff（）()]{2,28}?"
    r"(?:局|委员会|工信委|发改委|办公室|办公厅|厅|人民政府|政府|中心|管委会|部|委|院|处|(?:联合|联谊|促进|协|商|学)会|工商联)"
)
_ORGANISATIONS: Final = re.compile(rf"{_ORGANISATION}(?:[\s、]+{_ORGANISATION})*")
_OPENS_DOCUMENT: Final = re.compile(
    r"(?:答复|回复|函复|通知|公告|通告|公布|报告|说明|通报|方案|意见|办法|措施)(?:意见)?如下[：:]$"
)
_ENCLOSURE: Final = re.compile(rf"附{_B}[件录表]{_B}[\d一二三四五六七八九十]{{0,3}}")
_ANNEX: Final = re.compile(
    rf"(?P<word>附{_B}[件录表]){_B}(?P<number>[\d一二三四五六七八九十]{{0,3}})(?:(?:{_B}[：:.．、]|\s){_B}(?P<title>\S.*)?)?",
    re.DOTALL,
)
_IMPRINT: Final = re.compile(rf"抄{_B}[送报]{_B}[：:]|[（(]?{_B}(?:信息)?公开(?:方式|属性|类别|形式|选项){_B}[：:]")

SENTENCE_ENDS: Final = "。！？；"
HARD_ENDS: Final = "。：！？；:;!?"


def reply_class(text: str) -> str | None:
    """A, B, C or D where the line is nothing but the class of a reply (办理结果)."""
    match = _CLASS.fullmatch(text)
    return chr(ord(match[1]) - 0xFEE0) if match and match[1] > "Z" else match and match[1]


def is_document_number(text: str) -> bool:
    """中工信函〔2024〕73号, and nothing else on the line."""
    return DOCUMENT_NUMBER.fullmatch(text) is not None or ORDER_NUMBER.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """A day, and nothing else on the line."""
    return _DATE_LINE.fullmatch(text) is not None


def is_status(text: str) -> bool:
    """How a suggestion was handled: 吸收采纳。"""
    return _STATUS.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """A labelled line about the letter itself: 联系人：…, 抄送：…, 公开方式：…, or the printer's colophon."""
    return _LABEL.match(text) is not None or is_colophon(text)


def is_colophon(text: str) -> bool:
    """The printer's line at the end: 某某局办公室 2024年7月29日印发."""
    return _COLOPHON.fullmatch(text) is not None


def is_closing(text: str) -> bool:
    """The formula that closes a letter: 专此答复，诚挚感谢……"""
    return len(text) <= 120 and _CLOSING.match(text) is not None


def is_personal_salutation(text: str) -> bool:
    """曹利晖等委员："""
    return _SALUTATION_PERSON.fullmatch(text) is not None


def is_salutation(text: str) -> bool:
    """A line that names whom the document is sent to, and ends with a colon."""
    return (
        _SALUTATION.fullmatch(text) is not None
        and _ADDRESSED.search(text) is not None
        and _ANNOUNCES.search(text) is None
    )


def ends_like_salutation(text: str) -> bool:
    """A short line up to a colon, without a sentence in it."""
    return len(text) <= 60 and re.fullmatch(r"[^。；，]{2,60}[：:]", text) is not None


def is_organisation(text: str) -> bool:
    """One or several authorities, and nothing else on the line (a letterhead or a signature)."""
    return len(text) <= 80 and _ORGANISATIONS.fullmatch(text) is not None


def organisations(text: str) -> tuple[str, ...]:
    """The authorities that a letterhead, signature or title prefix names, in order."""
    parts = [part for part in re.split(r"[\s、]+", text.strip()) if part]
    return tuple(name for part in parts for name in _split_at_city(part))


def opens_document(text: str) -> bool:
    """…现答复如下： and the like: what follows is the document's body, not a list of items."""
    return _OPENS_DOCUMENT.search(text) is not None


def is_enclosure(text: str) -> bool:
    """附件2, alone on a line: what follows is another text."""
    return _ENCLOSURE.fullmatch(text) is not None


def annex_label(text: str) -> str | None:
    """附件2 申报表, from 附件2 alone or with a title on its line; ``None`` where it is neither."""
    match = _ANNEX.fullmatch(text)
    if match is None:
        return None
    return " ".join(["".join(match["word"].split()) + match["number"], *(match["title"] or "").split()])


def is_imprint(text: str) -> bool:
    """抄送, 公开方式 and the printer's line: they end the whole document, its annexes included."""
    return is_colophon(text) or _IMPRINT.match(text) is not None


def _split_at_city(names: str) -> list[str]:
    """广州市民政局广州市财政局 → its two names: the second begins with the place that the first begins with."""
    place = re.match(r"[\u4e00-\u9fff]{2,4}?[省市区县]", names)
    if place is None:
        return [names]
    return [part for part in re.split(rf"(?<=[局委会厅室府心部])(?={re.escape(place.group())})", names) if part]
