"""The words by which policy documents give, refuse, report and plan, as expressions over one clause or sentence."""

from __future__ import annotations

import re
from typing import Final

from ingest.measures.support_measure import Benefit

_GIVEN: Final = (
    "贴息|贴补|奖补|以奖代补|补助|补贴|津贴|奖励|奖金|资助|资金支持|经费支持|配套|扶持|支持|优惠|减免|减征|免征|优待"
    "|启动资金|贷款|担保|风险补偿|专项资金|创业资金"
)
PAID: Final = "贴息|奖补|补助|补贴|津贴|奖励|奖金|资助|补足|扶持|支持|减免"
# 给予、享受 and the like with what they give, in one clause.
GIVES: Final = re.compile(
    rf"(?:(?:可以|可|能够|按规定|依法|将|另|并|均|一次性|每年|继续|分别|择优|优先|适当|重点|分类)*"
    rf"(?:给予|予以|给与|给以)|(?<![未已曾在再正只得])(?:可以|可|均可|依法|按规定|继续|优先)?(?:享受|享有)(?!的|过)"
    rf"|(?:可以|可|均可|仍可)(?:按规定|另行|优先|一次性|依法|向[^，。]{{2,20}}?)*(?:获得|获|申请|申领|领取|申报享受|报销))"
    rf"(?P<object>[^，。：；]{{0,50}}?)(?P<given>{_GIVEN})"
)
# The verb is itself what is given, and a figure stands beside it in the clause.
PAYS: Final = re.compile(rf"(?P<given>{PAID})")
PLAINLY_NAMED: Final = re.compile("贴息|奖补|补助|补贴|奖励|资助")
BENEFITS: Final = re.compile(f"{PAID}|优惠|免费")
GIVING: Final = re.compile("给予|予以")
RAISED: Final = re.compile(
    rf"(?P<given>{PAID})[\u4e00-\u9fff]{{0,6}}?(?:比例|标准|额度|上限|限额|金额)[^，。；]{{0,24}}?(?:提高|调整|增加|上调|提升)[到至为]"
)
BY_RULE: Final = re.compile(
    r"(?:按照?|从|以)[^，。；]{2,30}?(?:予以|给予|进行|计发|发放)?(?P<given>贴息|奖补|补助|补贴|奖励|资助)"
    r"(?![^，。；]{0,4}(?:资金|经费|中|的))(?:[^，。；的]{0,4})$"
)
FREE: Final = re.compile(
    "(?P<given>免费(?!服务包|签约|包|电话|午餐|师范)|公益性|无偿(?:提供|使用|开放))"
    r"|(?P<waived>(?:不|不再|不需|无需|免予|免于|免)(?:另行|额外|再)?(?:收取|支付|缴纳|交纳|付费|收|缴)(?:[^，。；]{0,12}?(?:费用|费|租金|押金|保证金))?)"
)
FREE_VERB: Final = re.compile(r"为|向|对|由|可|提供|开放|使用|开展|企业|个人|居民|人员|单位|机构")
RELIEVED: Final = re.compile(
    r"(?P<given>减免|减征|免征|减收|免收|减按|缓缴|缓征|返还|先征后返|即征即退)[^，。；]{0,24}?(?:税|费|租金|保证金|基金)"
)
PRIORITY: Final = re.compile(
    r"(?P<given>优先(?:推荐|支持|安排|保障|满足|纳入|享受|给予|提供|采购|供应|办理|受理|推广|配置|入驻|立项|供地|列入|认定))"
)
INCLUDED: Final = re.compile(r"(?:纳入|列入)[^，。；]{0,24}?(?P<given>支持|补贴|资助|奖励|扶持|补助)(?:范围|对象|目录)")
LIVING: Final = re.compile(
    r"(?:可以|可)(?:按规定|优先|依法)?(?:申请|租住|入住|购买|享受)[^，。；]{0,16}?(?P<given>公寓|公租房|公共租赁住房|安居房|保障性住房|共有产权住房|购房)"
    r"|(?:统筹|优先|就近|协调)(?:安排|解决)[^，。；]{0,8}?(?P<school>学位|入学|入读|就读)"
)
FINANCED: Final = re.compile(
    r"(?:可以|可)(?:按规定|优先|依法)?(?:申请|获得)[^，。；]{0,8}?(?P<given>投资|贷款|担保|融资|授信)"
    r"|(?P<lent>贷款|授信|担保|投资)(?:额度|金额)?[^，。；]{0,8}?(?:最高|不超过)"
)
SET_ASIDE: Final = re.compile(
    r"(?:安排|统筹|设立|整合)[^。；]{0,40}?(?P<given>经费|资金|专项资金|元)[^，。；]{0,6}?(?:予以)?(?:支持|用于|扶持)"
)
_OFFICES: Final = (
    r"(?:[\u4e00-\u9fff、（）()]{0,24}?"
    "(?:本市|我市|全市|本区|我区|本省|我省|国家|省|市|区|县|局|委|厅|办|部门|政府|管委会|机构))"
)
_MANNER: Final = (
    "(?:将|应当|要|可以|可|积极|大力|全力|重点|优先|进一步|继续|依法|着力|持续"
    "|引导和|引导、|鼓励和|鼓励、|支持和|支持、|探索|推动和|充分)"
)
_JOINED: Final = "(?:同时|并且|并|此外|另外|另|其中|一方面|另一方面|以及|即|一是|二是|三是|四是|五是)"
ENCOURAGES: Final = re.compile(
    rf"^(?:{_JOINED}?[，,]?)?{_OFFICES}?{_MANNER}*(?P<given>鼓励|支持|扶持)"
    r"(?!下|的|力度|政策|资金|措施|范围|方式|方向|对象|标准|条件|单位|办法|系统|工作|作用|体系|人数|经费|类|和引导|为|以下|与|及|事项|额度|比例|名单|项目)"
    r"(?P<object>[^，。；]{4,})"
)
REFUSED: Final = re.compile(
    r"不得(?!超过|高于|少于|低于)|不予|不给予|限制享受|只能(?:享受|用于|选择)|仅可享受|不再|不能|不可|不享受|停止|取消|暂停|终止|追回|收回|退回|退还|骗取|套取|撤销|扣减|暂不|尚未|尚无"
    r"|没有|无法|拒绝|禁止|已经?(?:获得|享受|领取|申请)|未(?:按|获|享)|不符合|逾期|重复(?:申报|享受|支持|资助|奖励|补助)"
)
PUNISHED: Final = re.compile(
    r"处分|警告|罚款|通报|处罚|开除|撤职|降级|记过|刑事|责令|违法所得|批评教育|黑名单|失信|弄虚作假|虚假|赔偿|侵权|违反"
)
TOLD: Final = re.compile(
    r"(?:累计|总共|(?<!公)共(?![享同建用有])计?|已经?|截至|去年|上年|以来|年均)[^，。；]{0,16}?"
    r"(?:发放|兑现|安排|拨付|争取|获得|投入|惠及|支持|补助|补贴|奖励|资助|受理|下达|完成|落实|减免|培训|培育|提供)"
    r"|\d{4}年?(?:[-—–至到]\d{4})?年?[^，。；]{0,10}?(?:共|累计|兑现|发放了|下达|征集|获得)|各?获得[^，。；]{0,12}?资金|申请资金"
)
PLANNED: Final = re.compile(r"^(?:并|同时)?(?:拟|计划|正在?研究|研究制定|适时|争取|力争|探索建立|预计)|征求意见")
PURPOSE: Final = re.compile(r"^[\s　]*(?:为(?![^，]*(?:提供|免费|开放))|为了|根据|依据|用于|专门用于)[^，]*$")
CONCURRENT: Final = re.compile(r"从高|就高|择高|不重复|叠加享受|同一(?:级别|事项|项目)只")
BASIS: Final = re.compile("(?<!依)按照?(?!规定|程序|要求|期)|以(?![上下内及来])|依照|参照|分别|一次性")
# 按照每人3000元标准，给予….
IS_BASIS_CLAUSE: Final = re.compile(r"[^，]*(?:标准|比例|额度)，")
LONGEST_BASIS: Final = 60
DEFINED: Final = re.compile(
    r"本(?:办法|细则|规定|措施|通知|条例|政策|方案)所称|是指|标准由|标准的?制定|制定(?:本|以下|如下)|特制定|适用本|负责[^，。；]{0,30}?(?:工作|管理|监督|审核)"
)
ASKED_FOR: Final = re.compile(r"申报|申请|评审|代理|报名|测评")
NOUN_AFTER: Final = re.compile(
    r"(?:人员|者|期内|的(?:单位|企业|个人|人员|家庭|项目)|申请|申报|条件|对象|资金(?!支持)|材料|期限|通知书|办法|政策|管理|工作|系统|名单|标准的|方式|范围|方向|项目库|资格|手续|流程|审核|花名册|表)"
)
# 资助标准, 补助资金 may stand beside a figure; 补贴期限 names no sum.
NAMES_PROCEDURE: Final = re.compile(rf"(?=期限)|(?!标准|资金){NOUN_AFTER.pattern}")
# 不收费 alone stands in a list of formalities.
SHORTEST_WAIVER: Final = 9
KINDS: Final = (
    ("贴息", Benefit.INTEREST),
    ("贴补", Benefit.INTEREST),
    ("奖补", Benefit.REWARD_SUBSIDY),
    ("以奖代补", Benefit.REWARD_SUBSIDY),
    ("补助", Benefit.SUBSIDY),
    ("补贴", Benefit.ALLOWANCE),
    ("津贴", Benefit.ALLOWANCE),
    ("奖", Benefit.REWARD),
    ("资助", Benefit.FUNDING),
    ("配套", Benefit.MATCHING),
    ("免费", Benefit.FREE_SERVICE),
    ("公益", Benefit.FREE_SERVICE),
    ("无偿", Benefit.FREE_SERVICE),
    ("风险补偿", Benefit.FINANCE),
    ("报销", Benefit.ALLOWANCE),
    ("启动资金", Benefit.FUNDING),
    ("优惠", Benefit.DISCOUNT),
    ("优待", Benefit.DISCOUNT),
    ("优先", Benefit.PRIORITY),
    ("学", Benefit.TALENT),
    ("入读", Benefit.TALENT),
    ("就读", Benefit.TALENT),
)
HOUSES: Final = re.compile("公寓|租房|住房|购房|安居")
LENDS: Final = re.compile("贷款|投资|担保|融资|授信")
LANDS: Final = re.compile("用地|供地|土地|厂房")
RELIEVES: Final = re.compile("减|免|缓|返|退|减按")
