"""How proposals end: what follows the last suggestion and is none, in many temperaments."""

from __future__ import annotations

from typing import Final

_FORMAL: Final = {
    "please": ["以上建议，请予研究。"],
    "hereby": ["特此建议。"],
    "approve": ["以上意见妥否，请批示。"],
    "heed": ["恳请有关部门予以重视并采纳。"],
    "deliberate": ["上述提案，请予审议。"],
    "whole government": ["建议市委、市政府专题研究，统筹推进。"],
    "whole government after a saying": ["民生无小事，枝叶总关情。希望市委、市政府高度重视，加强统筹协调。"],
    "hear a report": ["这项工作牵涉面广，非一日之功。建议市政府适时听取汇报，协调解决有关问题。"],
    "supervised": ["建议将本提案列为重点提案，由市领导领衔督办。"],
    "for the people": ["为此，恳请市政府予以统筹安排，早日惠及群众。"],
    "all": ["以上四个方面相互支撑，缺一不可，请结合办理。"],
    "points": ["上述四点环环相扣，请一并研究。"],
    "advice": ["这四条建议互为补充，希望有关部门统筹推进。"],
    "each": ["以上各项，既利当前，也利长远。"],
}
_PLAIN: Final = {
    "that is all": ["以上。"],
    "done": ["完。"],
    "from the heart": ["以上都是居民的真心话，有说错的地方请批评。"],
    "modest": ["话糙理不糙，请各位领导多包涵。"],
    "heard on walks": ["这些都是我走访时听来的，未必周全。"],
    "note": ["（本提案根据界别调研成果整理）"],
    "small but sincere": ["提案虽小，情真意切，望领导体察。"],
    "two lines": ["说到底，过日子就是柴米油盐。", "恳请有关部门认真研究，给群众一个答复。"],
}
_ANGRY: Final = {
    "how long": ["老百姓等了五年，还要再等几年？"],
    "every year": ["年年提，年年没有下文，今年能不能给个准话！"],
    "small matter": ["事情不大，拖了六年，盼复。"],
    "somebody will die": ["再不管，就要出人命了！"],
}
_THANKFUL: Final = {
    "thanks": ["感谢各位领导和工作人员的辛勤付出。"],
    "lastly thanks": ["最后，感谢市政府多年来对这项工作的支持。"],
    "obliged": ["承蒙关注，不胜感激。"],
}
_HOPEFUL: Final = {
    "hope": ["相信经过几年努力，面貌一定会改变。"],
    "wish": ["愿每一位居民都能早日感受到变化。"],
    "the day": ["我们期待着这一天。"],
    "warmth": ["一座城市的温度，就藏在这些小事里。"],
    "patience": ["这是一件慢活，急不得，也等不得。希望我市有绣花的耐心。"],
    "own part": ["群众的事没有小事。我们将继续跟踪，尽一份力量。"],
    "everybody": ["办好这些事，离不开全社会的共同努力。"],
    "common wish": ["让每一位市民都过得安心，是大家共同的心愿。"],
    "small effort": ["为了这座城市的明天，我愿尽绵薄之力。"],
    "must be done well": ["抓好这件小事，才能让发展更有温度。"],
    "a long way": ["推进这项工作任重道远，既要久久为功，又要只争朝夕。"],
    "others": ["邻近的云州市去年已经全面推开，效果良好，值得借鉴。"],
}
_SIGNED: Final = {
    "polite": ["此致", "敬礼"],
    "annexed": ["附件：调查问卷汇总表"],
    "contact": ["联系人：江一舟", "联系电话：0571-12345678"],
    "office": ["建议承办单位：市住房和城乡建设局"],
    "public": ["是否同意公开：同意"],
    "signed": ["提案人：江一舟", "2025年1月12日"],
    "signature": ["江一舟", "2025年1月12日"],
    "party": ["以上意见供参考。", "民进江州市委会", "二〇二五年一月"],
    "member": ["心里话说完了。", "市政协委员　江一舟"],
    "page": ["第 2 页 共 2 页"],
    "page number": ["盼早日答复。", "— 2 —"],
}
CLOSINGS: Final = {"none": [], **_FORMAL, **_PLAIN, **_ANGRY, **_THANKFUL, **_HOPEFUL, **_SIGNED}
