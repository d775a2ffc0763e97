"""A river port: a rule in a table and in prose, and an earlier reply that promises, counts and refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from draft.review import review
from draft.types import Finding, Severity
from index import Index
from ingest.pasted import read_pasted
from tests.draft.conftest import indexed

PORT = {
    "rules/ferries.txt": """南屿市内河渡运提升行动方案（2025—2027年）
南屿交发〔2025〕6号
第一条 推动渡船更新。对新建纯电动渡船的渡运单位，按照船价的30%给予补助，单船最高90万元。
第二条 完善岸电设施。到2027年，建成岸电泊位60个，为规模以上航运企业提供充电服务。
第三条 本方案自2025年2月1日起施行。
南屿市交通运输局
2025年1月12日
""",
    "rules/wharves.txt": """南屿市货运码头改造办法
南屿交规〔2023〕9号
第一条 货运码头铺设围油栏的，补助比例由20%提高到30%，单个码头上限由150万元提高到250万元。
第二条 本办法自2023年5月1日起施行。
南屿市交通运输局
2023年4月8日
""",
    "notices/berths.txt": """南屿市港航中心关于申请岸电泊位补助的通知
南屿港航〔2025〕8号
各有关单位：
渡运单位可以在线申请，船东服务平台客服热线0722-3319090；政策问题请咨询市港航中心计划科，电话0722-3315566；接电问题可以咨询南屿供电公司营业厅，电话0722-3312200。
南屿市港航中心
2025年4月2日
""",
    "replies/ferries.txt": """（B类）
南屿交函〔2025〕41号
南屿市交通运输局关于市政协九届四次会议第61号提案答复的函
梁溪委员：
您提出的《关于改善内河渡运的提案》（提案第61号）收悉，现答复如下：
一、关于检测老旧渡船的建议
正在解决。
全市已检测渡船48艘，其中12艘渡船取得绿色船舶标志。渡船检测预计2025年12月底前全部完成。
二、关于编制客运码头服务规范的建议
列入计划。
市港航中心正在起草《南屿市客运码头服务规范》，对候船、引导和无障碍设施作出要求，争取2026年3月底前印发。
三、关于开行夜航班船的建议
留作参考。
考虑到夜间能见度和船员值守能力，关于开行夜航班船的意见，不予采纳。
四、关于改造乡镇渡口的建议
吸收采纳。
乡镇渡口改造规划由市港航中心编制，拟到2028年改造各类渡口70座以上，优先安排学生过渡较多的渡口。渡口值守人员由乡镇落实。
五、关于加强渡工培训的建议
吸收采纳。
2025年3月，渡工的安全操作考核由县区海事机构完成。现有渡工每日渡客900人次。我局每年举办两期渡工培训班。
专此答复，感谢您的关心和支持。
南屿市交通运输局
2025年6月20日
（联系人及电话：顾南星，0722-3310088）
公开方式：主动公开。
""",
}
LETTER = """（B类）
南屿市交通运输局
南屿交函〔2026〕17号
南屿市交通运输局关于市政协九届五次会议第82号提案答复的函
何望委员：
您提出的《关于发展水上交通的提案》（提案第82号）收悉。现答复如下：
{said}
专此答复，感谢您的关心和支持。
南屿市交通运输局
2026年3月20日
（联系人及电话：顾南星，0722-3310088）
公开方式：主动公开。
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with indexed(tmp_path_factory.mktemp("port"), "南屿", PORT) as opened:
        yield opened


@pytest.fixture
def findings(port: Index) -> Callable[..., list[Finding]]:
    """What a review finds in a letter with these paragraphs, as of a day."""

    def found(said: str, *, as_of: date = date(2026, 4, 2)) -> list[Finding]:
        return list(review(read_pasted(LETTER.format(said=said), "letter"), port, as_of=as_of).findings)

    return found


@pytest.fixture
def alarms(findings: Callable[..., list[Finding]]) -> Callable[..., list[Finding]]:
    """Of these the errors and warnings."""

    def alarming(said: str, **settings: date) -> list[Finding]:
        return [finding for finding in findings(said, **settings) if finding.severity is not Severity.NOTE]

    return alarming
