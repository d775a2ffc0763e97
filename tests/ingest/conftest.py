"""Texts of a city that does not exist, written for these tests, and ways to read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import Document
from ingest.reading import read_document

REPLY = """\
（B类）
海州市工业和信息化局
海工信函〔2024〕112号
海州市工业和信息化局关于市政协十一届二次会议第20240087号提案答复的函
李建国、王芳委员：
你们提出的《关于加快培育专精特新企业的建议》（提案第20240087号）收悉，衷心感谢你们的关心和支持。经会同市财政局、市科技局研究，现答复如下：
一、关于完善梯度培育体系的建议
吸收采纳。
（一）健全培育机制。我市印发《海州市优质中小企业梯度培育实施细则》，建立三级培育库。
（二）加大奖励力度。对首次认定的企业给予一次性奖励50万元。
二、关于破解融资难问题的建议
部分采纳。
我局推出专精特新贷，平均利率3.45%。资金池规模1.2亿元。
专此答复，诚挚感谢你们对我市工业和信息化工作的关心支持。
海州市工业和信息化局
2024年6月21日
（联系人及电话：陈志强，0756-2126601）
公开方式：依申请公开。
抄送：市政协提案委、市政府办公室、市财政局。
"""

RULE = """\
海州市数字化转型专项资金管理办法
海工信规〔2024〕5号
第一章 总则
第一条 为规范专项资金管理，根据《海州市财政专项资金管理办法》（海府〔2023〕18号），制定本办法。
第二条 本办法所称专项资金，是指支持企业数字化改造的资金。
第二章 支持方向
第三条【流片支持】对首轮流片的企业，按流片费用的30%给予补助，最高200万元。
第四条  设备补助  对购置设备的企业给予补助，补助比例不超过1.5%。
第五条 申请专项资金的企业应当具备下列条件：
（一）在本市依法登记注册；
（二）上一年度营业收入不低于2000万元；
（三）近三年未发生安全事故。
第六条 申报材料包括：（一）申请表；（二）营业执照；（三）发票。
第三章 附则
第七条 本办法自2024年8月1日起施行，有效期3年。\
《海州市技术改造资金管理暂行办法》（海工信〔2021〕36号）、《海州市上云补贴细则》同时废止。
"""

PLAN = """\
海州市人民政府办公室关于印发海州市低空经济发展行动方案（2024—2026年）的通知
海府办〔2024〕9号
各镇人民政府、市有关单位：
现将《海州市低空经济发展行动方案（2024—2026年）》印发给你们，请认真组织实施。
海州市人民政府办公室
2024年3月15日
海州市低空经济发展行动方案（2024—2026年）
为推动低空经济发展，制定本方案。
一、工作目标
到2026年，低空经济规模达到100亿元。
二、重点任务
（一）建设起降设施
1.布局起降点。
到2025年建成起降点50个。（责任单位：市交通运输局）
2.完善通信设施。
建设低空通信网络。
（二）培育企业
支持整机企业发展。
"""


@pytest.fixture
def read_text(tmp_path: Path) -> Callable[..., Document]:
    """Read a text as a file of the given name."""

    def read(text: str, name: str = "document.txt") -> Document:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_document(path, f"source/{name}")

    return read


@pytest.fixture
def reply(read_text: Callable[..., Document]) -> Document:
    return read_text(REPLY)


@pytest.fixture
def rule(read_text: Callable[..., Document]) -> Document:
    return read_text(RULE)


@pytest.fixture
def plan(read_text: Callable[..., Document]) -> Document:
    return read_text(PLAN)


@pytest.fixture
def shared_documents() -> Path:
    folder = Path(__file__).parents[2].parent / "shared" / "documents"
    if not folder.is_dir():
        pytest.skip("needs the real documents in ../shared, which are no part of the project")
    return folder
