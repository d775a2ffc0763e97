"""How long an answer takes: CPU time in a running process on 10,000 passages, wall time of a fresh ``policykb ask``.

Passages are made from templates and their vectors are stand-ins, so that nothing but the question costs the real
encoder; what is timed (embedding the question, searching, scoring sentences, composing) does not depend on their
values.

    python -m benchmarks.answering [--passages 10000]
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
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer import Answerer
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
VERBS = ("给予补助", "给予一次性奖励", "予以贴息", "优先保障用地", "提供免费诊断服务")


class StandInPassages:
    """The real encoder for questions; hashed vectors of the same length for passages."""

    def __init__(self, real: Encoder) -> None:
        self._real = real
        self._hashing = HashingEncoder(real.identity.dimension)

    @property
    def identity(self) -> EncoderIdentity:
        return replace(self._real.identity, weights_hash="stand-in")

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._real.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._hashing.encode_passages(texts)

    def count_tokens(self, text: str) -> int:
        return self._hashing.count_tokens(text)


def sentence(source: random.Random) -> str:
    """One measure with a ratio, a cap and a deadline."""
    support = f"对{source.choice(TOPICS)}项目按核定投资额的{source.randint(5, 40)}%{source.choice(VERBS)}"
    window = f"申报截止时间为{source.randint(1, 12)}月{source.randint(1, 28)}日"
    return f"{support}，最高{source.randint(1, 99) * 10}万元，{window}。"


def write_rules(folder: Path, passages: int) -> None:
    """Rules of 100 articles each, about 250 characters an article."""
    source = random.Random(7)
    folder.mkdir()
    for number in range(passages // 100):
        title = f"海陵市{source.choice(TOPICS)}专项资金管理办法（{number}）"
        articles = (f"第{article}条 " + "".join(sentence(source) for _ in range(5)) for article in range(1, 101))
        (folder / f"{number:03d}.txt").write_text("\n".join([title, *articles]), encoding="utf-8")


def time_answers(passages: int, rounds: int = 20) -> dict[str, float]:
    """CPU and wall milliseconds of one question in a running process."""
    settings = load_settings(None, {})
    encoder = StandInPassages(open_encoder(settings))
    with tempfile.TemporaryDirectory() as scratch:
        write_rules(Path(scratch) / "rules", passages)
        settings = replace(settings, home=Path(scratch) / "home", model=None)
        build_index(settings, [Path(scratch) / "rules"], encoder=encoder)
        with open_index(settings=settings, encoder=encoder) as index:
            answerer = Answerer(index)
            for question in QUESTIONS:
                answerer.ask(question)
            cpu, wall = [], []
            for number in range(rounds * len(QUESTIONS)):
                cpu_before, wall_before = time.process_time(), time.perf_counter()
                answerer.ask(QUESTIONS[number % len(QUESTIONS)])
                cpu.append((time.process_time() - cpu_before) * 1000)
                wall.append((time.perf_counter() - wall_before) * 1000)
            chunks = index.status().chunks
    return {
        "chunks": chunks,
        "cpu_ms_median": round(statistics.median(cpu), 1),
        "cpu_ms_p95": round(float(np.percentile(cpu, 95)), 1),
        "wall_ms_median": round(statistics.median(wall), 1),
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
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[1] / "corpus" / "documents")
    options = parser.parse_args()
    print(json.dumps(time_answers(options.passages) | time_process(options.corpus), indent=2))


if __name__ == "__main__":
    main()
