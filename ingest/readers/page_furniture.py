"""What stands around the document on a web page: tools, dates of publication, the site's imprint."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 200
_TOOL: Final = (
    r"打印(?:本页|此页|文章|全文)?|关闭(?:窗口|本页|页面|此页)?|返回(?:顶部|首页|上一页|列表)?|收藏(?:本页|此页)?|我的收藏"
    r"|分享(?:到|至)?|微信|微博|新浪微博|QQ空间|QQ好友|QQ|字[体号](?:大小)?|浏览字号|[大中小]|A[+＋\-－]|默认|特大|较大|标准"
    r"|扫一扫(?:在手机(?:上)?打开(?:当前|本)?页?面?|分享|关注)?|复制链接|下载(?:文字|图片|PDF|WORD)版|我要纠错|听全文|朗读|点赞|视力保护色"
)
_TOOLS: Final = re.compile(
    rf"(?:[\s\[\]【】（）()|｜:：、/·>×]*(?:{_TOOL}))++[\s\[\]【】（）()|｜:：、/·>×]*", re.IGNORECASE
)
_DAY: Final = r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}"
_ABOUT_PAGE: Final = re.compile(
    rf"(?:发布|发表|更新|公布|创建)(?:时间|日期)\s*[:：]\s*(?:{_DAY}|\Z)"
    rf"|(?:文章|信息|稿件|文件)?(?:来源|作者)\s*[:：].{{0,60}}?(?:时间|日期|浏览|阅读|字[体号]|{_DAY})"
    r"|(?:浏览|阅读|访问|点击)(?:次数|量|数)\s*[:：]|责任编辑\s*[:：]|(?:上|下)一(?:篇|条)\s*[:：]"
    r"|(?:您)?(?:现在|当前)?(?:所在)?的?位置\s*[:：>]|扫一扫"
    r"|相关(?:附件|新闻|链接|文件|文章|阅读|政策|解读|报道|推荐|信息)\s*[:：]?\s*\Z"
)
# The panel that the rules on government information (政府信息公开) put beside a document; its values may stand apart.
_FACT: Final = re.compile(
    r"(?:统一编号|索引号|文号|发文字号|(?:信息|文件)?名称|主题分类|主题词|分类|(?:发布|发文)机[关构]|(?:成文|生成|发布|发文|实施|生效|失效|废止)日期"
    r"|文件状态|有效性|公开范围)\s*[:：]"
)
_IMPRINT: Final = re.compile(
    r"版权所有|copyright|©|ICP备|公网安备|网站标识码|网站地图|建议使用.{0,20}(?:浏览器|分辨率)", re.IGNORECASE
)


def is_furniture(text: str) -> bool:
    """Whether a paragraph belongs to the page and not to the document on it."""
    words = text.strip()
    if len(words) > _LONGEST:
        return False
    return (
        _TOOLS.fullmatch(words) is not None
        or _ABOUT_PAGE.match(words) is not None
        or _FACT.match(words) is not None
        or _IMPRINT.search(words) is not None
    )


def is_bare_label(text: str) -> bool:
    """Whether it names a fact about the document whose value comes next: 发布机关："""
    words = text.strip()
    return words.endswith(("：", ":")) and _FACT.fullmatch(words) is not None
