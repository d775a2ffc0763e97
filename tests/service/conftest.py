"""An index of a few written documents, and the whole API over it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.settings import Settings
from page.knowledge_base import KnowledgeBase
from service.api.app import create_api
from service.lookups import Lookups
from service.metrics import Metrics

RULE = """海州市支持集成电路产业发展若干措施

海工信规〔2025〕2号

第一条 为了支持集成电路产业发展，制定本措施。
第二条 流片支持。对集成电路设计企业开展工程流片的，按照实际支出的{rate}给予资助，单个企业每年不超过{most}万元。
第三条 申请资助的企业应当符合以下条件：
（一）在本市注册；
（二）年营业收入不低于2000万元。
每年4月1日至5月31日向市工业和信息化局申报。
第四条 本措施自2025年5月1日起施行，有效期5年。

海州市工业和信息化局
2025年3月26日
"""
OLD_RULE = (
    RULE.replace("海工信规〔2025〕2号", "海工信规〔2022〕6号")
    .replace("2025年3月26日", "2022年3月20日")
    .replace("2025年5月1日", "2022年5月1日")
)
REPLY = """海州市工业和信息化局关于市政协十三届三次会议第7号提案答复的函

张三委员：
您提出的《关于支持芯片企业的提案》收悉，现答复如下：
一、关于支持芯片企业流片的建议
吸收采纳。我局对集成电路设计企业的工程流片给予资助。
专此答复。

海州市工业和信息化局
2024年7月5日
"""


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with an index of an older and a newer rule, and a reply."""
    folder = tmp_path_factory.mktemp("service")
    settings = Settings(home=folder / "home", cache_dir=folder / "cache")
    settings.home.mkdir()
    (settings.home / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")  # for the command line
    rules = folder / "rules"
    rules.mkdir()
    (rules / "若干措施 2025.txt").write_text(RULE.format(rate="40%", most=500), encoding="utf-8")
    (rules / "若干措施 2022.txt").write_text(OLD_RULE.format(rate="30%", most=300), encoding="utf-8")
    (rules / "答复.txt").write_text(REPLY, encoding="utf-8")
    build_index(settings, [rules], encoder=HashingEncoder())
    return settings


@pytest.fixture(scope="session")
def index(settings: Settings) -> Iterator[Index]:
    with Index(settings, HashingEncoder()) as index:
        yield index


@pytest.fixture(scope="session")
def knowledge(index: Index) -> KnowledgeBase:
    return KnowledgeBase(index.settings.home, index)


@pytest.fixture
def metrics(knowledge: KnowledgeBase) -> Metrics:
    return Metrics(knowledge.index)


@pytest.fixture
def client(knowledge: KnowledgeBase, metrics: Metrics) -> Iterator[TestClient]:
    """The API where it is mounted."""
    app = FastAPI(openapi_url=None)
    app.mount("/api", create_api(Lookups(metrics), lambda _: knowledge))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
