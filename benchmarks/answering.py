"""How long an answer takes: CPU time in a running process on 10,000 passages, wall time of a fresh ``policykb ask``.

Passages are made from templates and their vectors are stand-ins, so that nothing but the question costs the real
encoder; what is timed (searching, scoring sentences, judging support measures, composing) does not depend on their
values. Two corpora: ``mixed``, where every fifth sentence grants something, to one of a thousand kinds of receivers;
and ``alike``, where every sentence is a measure and thousands of them fit each question, which nobody's documents do.

    python -m benchmarks.answering [--passages 10000] [--corpora mixed alike]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer import Answerer
from answer.measure_list import list_measures
from index import open_index
from index.builder import build_index
from index.encoders import Encoder, EncoderIdentity, HashingEncoder
from index.model import open_encoder
from index.settings import load_settings

QUESTIONS = (
    "芯片企业有哪些支持政策？",
    "流片费用补助的最高金额是多少？",
    "低空经济起降场建设给多少奖励？",
    "数字化转型专项资金什么时候申报？",
    "what supports exist for chip makers",
)
TOPICS = (
    "集成电路流片",
    "工业软件",
    "低空经济起降场",
    "绿色工厂",
    "专精特新企业",
    "智能制造示范车间",
    "产业人才",
    "工业互联网平台",
)
_INDUSTRIES = (
    "集成电路 工业软件 低空经济 生物医药 新能源汽车 智能机器人 新型显示 海洋装备 人工智能 云计算 "
    "物联网 芯片设计 氢能 储能 光伏 轨道交通 精密仪器 高端数控机床 纺织服装 食品加工 家具制造 "
    "玩具 陶瓷 造纸 化工新材料 建材 有色金属 船舶修造 医疗器械 中药饮片 智能家居 可穿戴设备 "
    "网络安全 区块链 数字创意 工业设计 检验检测 现代物流 冷链 环保装备"
)
_RECEIVERS = (
    "首轮流片 起降场建设 示范工厂 数字化车间 设备更新 研发机构 公共服务平台 标准制定 人才引进 "
    "展会参展 首台套产品 贷款贴息 厂房租金 绿色改造 上云上平台 知识产权 产学研合作 中试基地 "
    "出口信用保险 专精特新培育 技能培训 用能改造 场景应用 并购重组 质量认证"
)
INDUSTRIES = tuple(_INDUSTRIES.split())
RECEIVERS = tuple(_RECEIVERS.split())
PROSE = (
    "市工业和信息化主管部门会同财政部门做好{industry}领域{receiver}工作的组织实施和监督检查。",
    "截至上年末，全市{industry}规模以上企业{count}家，{receiver}取得阶段性成效。",
    "本办法所称{receiver}，是指在本市行政区域内开展的{industry}相关活动。",
    "各区应当于每季度末报送{industry}重点企业运行情况和{receiver}进展。",
)
VERBS = ("给予补助", "给予一次性奖励", "予以贴息", "优先保障用地", "提供免费诊断服务")


class StandInPassages:
    """The real encoder for questions; hashed vectors of the same length for passages.

    :ivar seconds: CPU time that questions have taken it.
    """

    def __init__(self, real: Encoder) -> None:
        self._real = real
        self._hashing = HashingEncoder(real.identity.dimension)
        self.seconds = 0.0

    @property
    def identity(self) -> EncoderIdentity:
        return replace(self._real.identity, weights_hash="stand-in")

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        before = time.process_time()
        vectors = self._real.encode_queries(texts)
        self.seconds += time.process_time() - before
        return vectors

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._hashing.encode_passages(texts)

    def count_tokens(self, text: str) -> int:
        return self._hashing.count_tokens(text)


def sentence(source: random.Random) -> str:
    """One measure with a ratio, a cap and a deadline."""
    support = f"对{source.choice(TOPICS)}项目按核定投资额的{source.randint(5, 40)}%{source.choice(VERBS)}"
    window = f"申报截止时间为{source.randint(1, 12)}月{source.randint(1, 28)}日"
    return f"{support}，最高{source.randint(1, 99) * 10}万元，{window}。"


def write_mixed(folder: Path, passages: int) -> None:
    """Rules and notices of 20 articles each; of five sentences of an article one grants something."""
    source = random.Random(7)
    folder.mkdir()
    for number in range(passages // 20):
        industry = source.choice(INDUSTRIES)
        kind = source.choice(("专项资金管理办法", "若干措施", "项目申报的通知"))
        articles = []
        for article in range(1, 21):
            receiver = source.choice(RECEIVERS)
            prose = (
                source.choice(PROSE).format(
                    industry=source.choice(INDUSTRIES), receiver=receiver, count=source.randint(20, 900)
                )
                for _ in range(4)
            )
            support = f"按核定投资额的{source.randint(5, 40)}%{source.choice(VERBS)}"
            grant = f"对{industry}企业{receiver}{support}，最高{source.randint(1, 99) * 10}万元。"
            articles.append(f"第{article}条 {grant}{''.join(prose)}")
        title = f"海陵市{industry}{kind}（{number}）"
        issued = f"海陵市工业和信息化局\n{source.randint(2015, 2025)}年{source.randint(1, 12)}月1日"
        (folder / f"{number:04d}.txt").write_text("\n".join([title, *articles, issued]), encoding="utf-8")


def write_alike(folder: Path, passages: int) -> None:
    """Rules of 100 articles each, about 250 characters an article."""
    source = random.Random(7)
    folder.mkdir()
    for number in range(passages // 100):
        title = f"海陵市{source.choice(TOPICS)}专项资金管理办法（{number}）"
        articles = (f"第{article}条 " + "".join(sentence(source) for _ in range(5)) for article in range(1, 101))
        (folder / f"{number:03d}.txt").write_text("\n".join([title, *articles]), encoding="utf-8")


CORPORA: dict[str, Callable[[Path, int], None]] = {"mixed": write_mixed, "alike": write_alike}


def time_answers(corpus: str, passages: int, rounds: int = 10) -> dict[str, object]:
    """CPU milliseconds of one question in a running process, and seconds of a list of all support measures.

    The encoder's time for the question is told apart from everything else.
    """
    settings = load_settings(None, {})
    encoder = StandInPassages(open_encoder(settings))
    with tempfile.TemporaryDirectory() as scratch:
        CORPORA[corpus](Path(scratch) / "rules", passages)
        settings = replace(settings, home=Path(scratch) / "home", model=None)
        build_index(settings, [Path(scratch) / "rules"], encoder=encoder)
        with open_index(settings=settings, encoder=encoder) as index:
            answerer = Answerer(index)
            for question in QUESTIONS:
                answerer.ask(question)
            encoding = encoder.seconds / len(QUESTIONS)
            spent: dict[str, list[float]] = {question: [] for question in QUESTIONS}
            for number in range(rounds * len(QUESTIONS)):
                question = QUESTIONS[number % len(QUESTIONS)]
                before, encoded_before = time.process_time(), encoder.seconds
                answerer.ask(question)
                encoded = encoder.seconds - encoded_before
                spent[question].append((time.process_time() - before - encoded) * 1000)
            before = time.process_time()
            listed = list_measures(index, None, as_of=date(2026, 1, 1))
            listing = time.process_time() - before
            with index.snapshot() as snapshot:
                measures = len(snapshot.measures)
            chunks = index.status().chunks
    every = [milliseconds for each in spent.values() for milliseconds in each]
    return {
        "chunks": chunks,
        "measures": measures,
        "cpu_ms_median": round(statistics.median(every), 1),
        "cpu_ms_p95": round(float(np.percentile(every, 95)), 1),
        "cpu_ms_median_of_each": {question: round(statistics.median(each), 1) for question, each in spent.items()},
        "encoding_ms_mean": round(encoding * 1000, 1),
        "listed": len(listed.measures),
        "list_cpu_s": round(listing, 1),
    }


def time_process(corpus: Path, runs: int = 5) -> dict[str, float]:
    """Wall seconds of ``policykb ask`` from process start to the end of its output."""
    program = [sys.executable, "-m", "search_cli"]
    with tempfile.TemporaryDirectory() as home:
        subprocess.run([*program, "build", str(corpus), "--home", home], check=True, capture_output=True)
        seconds = []
        for _ in range(runs + 1):
            before = time.perf_counter()
            subprocess.run([*program, "ask", QUESTIONS[0], "--home", home], check=True, capture_output=True)
            seconds.append(time.perf_counter() - before)
    return {
        "ask_process_s_median": round(statistics.median(seconds[1:]), 2),
        "ask_process_s_first": round(seconds[0], 2),
    }


def main() -> None:
    """Print both measurements as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--corpora", nargs="*", choices=CORPORA, default=list(CORPORA))
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[1] / "corpus" / "documents")
    options = parser.parse_args()
    figures: dict[str, object] = {corpus: time_answers(corpus, options.passages) for corpus in options.corpora}
    print(json.dumps(figures | time_process(options.corpus), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
